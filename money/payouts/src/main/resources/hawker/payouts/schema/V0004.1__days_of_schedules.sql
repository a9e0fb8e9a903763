-- A schedule may name several days: bit n stands for day n of the week or the month. 0: the anchor alone.
alter table payouts.schedule add column days bigint not null default 0 check (days >= 0);

-- What automatic payouts say on the bank's statement; null: the bank's own words.
alter table payouts.schedule add column descriptor text;
