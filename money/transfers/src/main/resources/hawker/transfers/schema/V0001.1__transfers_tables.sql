-- Money on its way from one account's book to another's, under the sender's number (money.md 3.8).
create table transfers.movement (
    account_id   bigint not null,
    movement_id  text collate "C" not null,
    kind         text collate "C" not null check (kind in ('transfer', 'reversal')),
    receiver     bigint not null,
    arrives_as   text collate "C" not null,
    currency     text collate "C" not null,
    amount       bigint not null check (amount > 0),
    available_on date,                        -- still waiting on both sides until then
    out_journal  text collate "C" not null,
    in_journal   text collate "C" not null,
    state        text collate "C" not null check (state in ('sent', 'arrived', 'returned')),
    sent_at      timestamptz not null,
    primary key (account_id, movement_id)
) ${by_account};
create index movement_under_way on transfers.movement (account_id) where state = 'sent';

-- What a platform sent to a connected account.
create table transfers.transfer (
    account_id     bigint not null,
    transfer_id    text collate "C" not null,
    version        int not null,
    currency       text collate "C" not null,
    amount         bigint not null check (amount > 0),
    reversed       bigint not null check (reversed between 0 and amount),
    destination    bigint not null,
    payment_id     text collate "C" not null,  -- py_…, as the receiver sees it
    charge_id      text collate "C",           -- source_transaction
    description    text,
    metadata       text not null,
    transfer_group text,
    journal_id     text collate "C" not null,
    available_on   date,
    created_at     timestamptz not null,
    primary key (account_id, transfer_id)
) ${by_account};
create index transfer_by_charge on transfers.transfer (account_id, charge_id)
    where charge_id is not null;

-- What a platform took back of a transfer.
create table transfers.reversal (
    account_id  bigint not null,
    reversal_id text collate "C" not null,
    transfer_id text collate "C" not null,
    currency    text collate "C" not null,
    amount      bigint not null check (amount > 0),
    refund_id   text collate "C" not null,     -- pyr_…, as the receiver of the transfer sees it
    description text,
    metadata    text not null,
    journal_id  text collate "C" not null,
    created_at  timestamptz not null,
    primary key (account_id, reversal_id)
) ${by_account};
create index reversal_of_transfer on transfers.reversal (account_id, transfer_id, reversal_id);

-- A transfer as its receiver sees it.
create table transfers.payment (
    account_id  bigint not null,
    payment_id  text collate "C" not null,
    transfer_id text collate "C" not null,
    sender      bigint not null,
    currency    text collate "C" not null,
    amount      bigint not null check (amount > 0),
    reversed    bigint not null check (reversed between 0 and amount),
    journal_id  text collate "C" not null,
    created_at  timestamptz not null,
    primary key (account_id, payment_id)
) ${by_account};
