-- An account's available money is below zero.
create table covering.shortfall (
    account_id bigint not null,
    currency   text collate "C" not null,
    since      date not null,
    due_on     date not null,                 -- when its bank is asked
    tries      integer not null check (tries >= 0),
    primary key (account_id, currency)
) ${by_account};

-- What was collected for one, or is on its way.
create table covering.debit (
    account_id bigint not null,
    debit_id   text collate "C" not null,
    currency   text collate "C" not null,
    amount     bigint not null check (amount > 0),
    status     text not null,                 -- pending, succeeded, failed
    failure    text,
    created    timestamptz not null,
    primary key (account_id, debit_id)
) ${by_account};
create unique index debit_pending on covering.debit (account_id, currency) where status = 'pending';

-- Under the platform: what it has set aside for an account.
create table covering.reserve (
    account_id bigint not null,
    covered_id bigint not null,               -- the account
    currency   text collate "C" not null,
    amount     bigint not null check (amount >= 0),
    moves      integer not null,
    primary key (account_id, covered_id, currency)
) ${by_account};
