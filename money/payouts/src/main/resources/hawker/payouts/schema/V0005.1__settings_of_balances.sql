-- What automatic payouts leave in the balance: JSON of minor units by currency; null: nothing.
alter table payouts.schedule add column minimum text;

-- How many days the money of payments waits before it is available; null: as few as may be.
alter table payouts.schedule add column delay_days smallint check (delay_days between 2 and 31);
