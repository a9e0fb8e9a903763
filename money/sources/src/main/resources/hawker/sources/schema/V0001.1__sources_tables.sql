-- What a payment method that was made as a source does not say itself. Changed in place, held while
-- it is charged.
create table sources.source (
    account_id bigint not null,
    source_id  text collate "C" not null,    -- src_ and the 24 characters of its payment method
    created_at timestamptz not null,
    type       text collate "C" not null,
    usage      text not null check (usage in ('REUSABLE', 'SINGLE_USE')),
    status     text not null
        check (status in ('PENDING', 'CHARGEABLE', 'CONSUMED', 'CANCELED', 'FAILED')),
    secret     text not null,
    amount     bigint check (amount > 0),     -- what a single use is for
    currency   text collate "C",
    received   bigint not null default 0,
    charged    bigint not null default 0,
    returned   bigint not null default 0,
    tries      int not null default 0,        -- wrong answers about deposits
    details    text not null,                 -- JSON: what its type says
    primary key (account_id, source_id),
    constraint source_is_covered check (charged + returned <= received or received = 0),
    constraint source_amount check (amount is null or currency is not null)
) ${by_account};

-- Money that arrived for a source; never changed.
create table sources.transaction (
    account_id     bigint not null,
    transaction_id text collate "C" not null, -- srctxn_…
    source_id      text collate "C" not null,
    created_at     timestamptz not null,
    amount         bigint not null check (amount > 0),
    currency       text collate "C" not null,
    details        text not null,             -- JSON: who sent it
    primary key (account_id, transaction_id)
) ${by_account};
create index transaction_of_source on sources.transaction (account_id, source_id, transaction_id);

-- That an account will be debited, as its holder is told; never changed.
create table sources.notification (
    account_id      bigint not null,
    notification_id text collate "C" not null, -- srcmn_…
    source_id       text collate "C" not null,
    created_at      timestamptz not null,
    amount          bigint not null check (amount > 0),
    details         text not null,             -- JSON
    primary key (account_id, notification_id)
) ${by_account};
