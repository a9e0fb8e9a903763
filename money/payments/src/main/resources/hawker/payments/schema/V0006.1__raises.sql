-- What a hold was raised to, later; the charge itself keeps what was held at first.
create table payments.raise (
    account_id bigint not null,
    charge_id text collate "C" not null,
    amount bigint not null check (amount > 0),  -- the new total: each is more than the one before
    at timestamptz not null,
    primary key (account_id, charge_id, amount)
) ${by_account};
