-- What a customer has sent by bank transfer and no payment has used; the row is the lock of its changes.
create table cash.balance (
    account_id  bigint not null,
    customer_id text collate "C" not null,
    currency    text collate "C" not null,
    amount      bigint not null check (amount >= 0),
    primary key (account_id, customer_id, currency)
) ${by_account};

-- Each change of a balance; never changed.
create table cash.movement (
    account_id  bigint not null,
    movement_id text collate "C" not null,    -- ccsbtxn_…
    customer_id text collate "C" not null,
    kind        text collate "C" not null
        check (kind in ('funded', 'applied_to_payment', 'unapplied_from_payment', 'refunded_from_payment')),
    net         bigint not null check (net <> 0),
    currency    text collate "C" not null,
    ending      bigint not null check (ending >= 0),
    subject     text collate "C",             -- the intent, the refund, or the reference that came with the money
    created     timestamptz not null,
    primary key (account_id, movement_id)
) ${by_account};
create index movement_of_customer on cash.movement (account_id, customer_id, movement_id);
-- A refund arrives once.
create unique index movement_of_refund on cash.movement (account_id, subject) where kind = 'refunded_from_payment';

-- What intents have taken that are not paid in full.
create table cash.held (
    account_id  bigint not null,
    intent_id   text collate "C" not null,
    currency    text collate "C" not null,
    amount      bigint not null check (amount >= 0),
    primary key (account_id, intent_id)
) ${by_account};
