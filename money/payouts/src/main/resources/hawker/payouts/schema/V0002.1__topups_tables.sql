-- Money that an account brings from its own bank account to its balance.
create table payouts.topup (
    account_id           bigint not null,
    topup_id             text collate "C" not null,
    version              int not null,
    currency             text collate "C" not null,
    amount               bigint not null check (amount > 0),
    status               text collate "C" not null
        check (status in ('pending', 'succeeded', 'failed', 'canceled')),
    created_at           timestamptz not null,
    expected_on          date not null,
    source               text collate "C",                -- the fixed name of a test bank account; else the account's own
    description          text,
    statement_descriptor text,
    transfer_group       text,
    metadata             text not null,
    journal_id           text collate "C",                -- once the money is there
    failure_code         text,
    failure_message      text,
    sending              boolean not null default false,  -- the bank may know of it
    primary key (account_id, topup_id),
    constraint topup_booked check ((journal_id is not null) = (status = 'succeeded'))
) ${by_account};
