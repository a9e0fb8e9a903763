-- Money on its way from a seller's balance to a bank account.
create table payouts.payout (
    account_id           bigint not null,
    payout_id            text collate "C" not null,
    version              int not null,
    currency             text collate "C" not null,
    amount               bigint not null check (amount > 0),
    status               text collate "C" not null
        check (status in ('pending', 'in_transit', 'paid', 'failed', 'canceled')),
    created_at           timestamptz not null,
    arrives_on           date not null,
    destination          text collate "C" not null,       -- ba_…
    bank_last4           text not null,
    description          text,
    statement_descriptor text,
    metadata             text not null,
    journal_id           text collate "C" not null,
    failure_journal_id   text collate "C",
    failure_code         text,
    failure_message      text,
    bank_reference       text,
    sending              boolean not null default false,  -- the bank may know of it
    -- Automatic payouts only: the day, and the part of the book they pay out.
    on_day               date,
    after_seq            bigint,
    upto_seq             bigint,
    carried_in           bigint,
    carried_out          bigint,
    primary key (account_id, payout_id),
    constraint payout_range check (
        num_nulls(on_day, after_seq, upto_seq, carried_in, carried_out) in (0, 5)
        and after_seq < upto_seq and carried_out >= 0)
) ${by_account};
create unique index payout_once_a_day on payouts.payout (account_id, currency, on_day)
    where on_day is not null;
-- Ranges of a currency touch without gap or overlap.
create unique index payout_after on payouts.payout (account_id, currency, after_seq)
    where after_seq is not null;

-- What of a day's waiting money was released when: sales of the day between two seals.
create table payouts.release (
    account_id  bigint not null,
    on_day      date not null,
    leg         smallint not null,
    after_seq   bigint not null,
    upto_seq    bigint not null check (upto_seq > after_seq),
    released_at timestamptz not null,
    primary key (account_id, on_day, leg)
) ${by_account};

-- When a seller is paid; without a row: every business day.
create table payouts.schedule (
    account_id  bigint not null primary key,
    interval    text collate "C" not null
        check (interval in ('manual', 'daily', 'weekly', 'monthly')),
    anchor      smallint not null
) ${by_account};
