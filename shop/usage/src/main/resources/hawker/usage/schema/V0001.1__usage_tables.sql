-- So much of a metered item at a second.
create table usage.record (
    account_id bigint not null,
    item       text collate "C" not null,     -- si_…
    at         timestamptz not null,
    quantity   bigint not null check (quantity between 0 and 1000000000000),
    primary key (account_id, item, at)
) ${by_account};

-- What a period came to, and the invoice that has it: a period is closed once.
create table usage.period (
    account_id bigint not null,
    item       text collate "C" not null,
    begins     timestamptz not null,
    ends       timestamptz not null check (ends >= begins),
    total      bigint not null check (total >= 0),
    invoice    text collate "C" not null,
    primary key (account_id, item, begins)
) ${by_account};
