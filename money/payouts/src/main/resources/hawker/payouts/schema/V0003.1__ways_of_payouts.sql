-- Instant payouts cost a fee; a reversal is a payout whose money comes back from the bank. A payout
-- is reversed once, unless the reversal failed.
alter table payouts.payout
    add column fee            bigint check (fee > 0),
    add column fee_journal_id text collate "C",
    add column original       text collate "C",
    add column reversed_by    text collate "C",
    add constraint payout_fee check ((fee is null) = (fee_journal_id is null)),
    add constraint payout_way check (original is null or (fee is null and on_day is null));
create unique index payout_reversed_once on payouts.payout (account_id, original)
    where original is not null and status <> 'failed';
