-- A debit that a bank sent back: the charge that was pending has failed. One that was paid has its capture.
create table payments.debit_failure (
    account_id bigint not null,
    charge_id text collate "C" not null,
    failure text not null,                    -- JSON, as in payments.charge
    at timestamptz not null,
    primary key (account_id, charge_id)
) ${by_account};

-- What a refund goes back to; null: a card.
alter table payments.refund add column paid_with text;
