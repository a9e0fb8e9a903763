-- How much of a charge its cardholder's bank took back or asks about; the case itself is kept by the room above.
create table payments.charge_dispute (
    account_id bigint not null,
    dispute_id text collate "C" not null,
    charge_id text collate "C" not null,
    amount bigint not null check (amount > 0),
    stage text not null check (stage in ('inquiry', 'open', 'won', 'lost', 'closed')),
    primary key (account_id, dispute_id)
) ${by_account};
create index charge_dispute_by_charge on payments.charge_dispute (account_id, charge_id);
