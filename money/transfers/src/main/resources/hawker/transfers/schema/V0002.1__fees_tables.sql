-- Money of payments moves as transfers do; a platform's fee leaves with what arrives.
alter table transfers.movement drop constraint movement_kind_check;
alter table transfers.movement add constraint movement_kind_check
    check (kind in ('transfer', 'reversal', 'destination', 'fee', 'fee_refund'));
alter table transfers.movement add column fee_id text collate "C";       -- of what arrives, or what it is
alter table transfers.movement add column fee bigint check (fee > 0);
alter table transfers.movement add column fee_journal text collate "C";  -- the platform's, named before it is written
alter table transfers.movement add column fee_charge text collate "C";   -- what the fee was paid for

alter table transfers.reversal add column source_refund text collate "C"; -- re_…

-- What a platform earned of its accounts' payments.
create table transfers.application_fee (
    account_id   bigint not null,
    fee_id       text collate "C" not null,
    version      int not null,
    currency     text collate "C" not null,
    amount       bigint not null check (amount > 0),
    refunded     bigint not null check (refunded between 0 and amount),
    payer        bigint not null,
    charge_id    text collate "C" not null,   -- as the payer sees it: ch_…, py_…
    originating  text collate "C",            -- ch_… in the platform's book, of a destination charge
    journal_id   text collate "C" not null,
    available_on date,
    created_at   timestamptz not null,
    primary key (account_id, fee_id)
) ${by_account};
create index application_fee_by_charge on transfers.application_fee (account_id, charge_id);

-- What a platform gave back of them.
create table transfers.fee_refund (
    account_id bigint not null,
    refund_id  text collate "C" not null,
    fee_id     text collate "C" not null,
    currency   text collate "C" not null,
    amount     bigint not null check (amount > 0),
    metadata   text not null,
    journal_id text collate "C" not null,
    created_at timestamptz not null,
    primary key (account_id, refund_id)
) ${by_account};
create index fee_refund_of_fee on transfers.fee_refund (account_id, fee_id, refund_id);
