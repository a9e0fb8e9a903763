-- The books. journal and transfer are written by every payment and are append-only by grants
-- (grants.txt); what each index costs was measured (decision 0014).

create table ledger.journal (
    account_id   bigint not null,
    journal_id   text collate "C" not null,
    kind         smallint not null,
    source_type  smallint not null,
    source_id    text collate "C" not null,
    leg          smallint not null,
    effective_on date not null,
    posted_at    timestamptz not null,
    reverses     text collate "C",
    link_id      text collate "C",             -- the twin journal in another account's book
    plan_version int not null,
    position     bigint not null default pg_current_xact_id()::text::bigint,
    primary key (account_id, journal_id)
) ${by_account};
-- One business fact is posted once, whoever tries again.
create unique index journal_fact on ledger.journal (account_id, source_type, source_id, kind, leg);
-- What a seal covers.
create index journal_position on ledger.journal (account_id, position);

create table ledger.transfer (
    account_id     bigint not null,
    journal_id     text collate "C" not null,
    n              smallint not null,
    debit_purpose  smallint not null,
    credit_purpose smallint not null check (debit_purpose <> credit_purpose),
    currency       text collate "C" not null,
    amount         bigint not null check (amount > 0),
    available_on   date,
    primary key (journal_id, account_id, n)
) ${by_account};
-- What becomes available on a day.
create index transfer_day on ledger.transfer (account_id, available_on)
    where available_on is not null;

-- Running totals. Stripe 0 is written by transactions, stripes 1 to 16 by group-commit batches, so
-- that a batch never waits for a transaction. Both counters only grow.
create table ledger.balance (
    account_id bigint not null,
    purpose    smallint not null,
    currency   text collate "C" not null,
    stripe     smallint not null check (stripe between 0 and 16),
    debits     bigint not null check (debits >= 0),
    credits    bigint not null check (credits >= 0),
    primary key (account_id, purpose, currency, stripe)
) ${by_account};

-- Locked by whoever takes bounded money out of a pocket. Exists from its first bounded debit on.
create table ledger.pocket (
    account_id  bigint not null,
    purpose     smallint not null,
    currency    text collate "C" not null,
    floor_minor bigint not null,
    primary key (account_id, purpose, currency)
) ${by_account};

-- What each bounded debit saw when it decided. The key is the law's second lock: two debits that
-- saw the same pocket cannot both stand.
create table ledger.bounded_debit (
    account_id   bigint not null,
    purpose      smallint not null,
    currency     text collate "C" not null,
    debits_seen  bigint not null,
    credits_seen bigint not null,
    held         bigint not null,
    amount       bigint not null check (amount > 0),
    lowest       bigint not null,              -- what it had to leave at least
    journal_id   text collate "C" not null,
    primary key (account_id, purpose, currency, debits_seen),
    constraint bounded_debit_left check (credits_seen - debits_seen - held - amount >= lowest)
) ${by_account};

-- Money promised but not posted.
create table ledger.hold (
    account_id  bigint not null,
    hold_id     text collate "C" not null,
    purpose     smallint not null,
    currency    text collate "C" not null,
    amount      bigint not null check (amount > 0),
    source_type smallint not null,
    source_id   text collate "C" not null,
    made_at     timestamptz not null,
    released_at timestamptz,
    primary key (account_id, hold_id),
    constraint hold_fact unique (account_id, source_type, source_id)
) ${by_account};
create index hold_open on ledger.hold (account_id, purpose, currency) where released_at is null;

-- One row an account that needs one: locked by the sealer.
create table ledger.book (
    account_id         bigint not null primary key,
    stripes            smallint not null default 1 check (stripes between 1 and 16),
    payouts_stopped_by text
) ${by_account};

-- Lines drawn under a book: no journal can appear at or below the position any more.
create table ledger.seal (
    account_id bigint not null,
    seq        bigint not null check (seq > 0),
    position   bigint not null,
    sealed_at  timestamptz not null,
    primary key (account_id, seq)
) ${by_account};

-- Totals from the beginning of the book to a seal, so that audits need not begin at the beginning.
create table ledger.checkpoint (
    account_id bigint not null,
    seq        bigint not null,
    purpose    smallint not null,
    currency   text collate "C" not null,
    debits     bigint not null,
    credits    bigint not null,
    primary key (account_id, seq, purpose, currency)
) ${by_account};

-- Which invariants are broken, where, since when.
create table ledger.finding (
    account_id bigint not null,
    invariant  text collate "C" not null,
    offending  text collate "C" not null,
    says       text not null,
    found_at   timestamptz not null,
    primary key (account_id, invariant, offending)
) ${by_account};

-- When each invariant was last looked at, over all accounts.
create table ledger.audit (
    invariant  text collate "C" not null primary key,
    says       text not null,
    checked_at timestamptz not null,
    accounts   bigint not null
);

-- The platform's own books: sums over all accounts, a row a day; the newest day is the present.
create table ledger.rollup (
    on_day   date not null,
    livemode boolean not null,
    purpose  smallint not null,
    currency text collate "C" not null,
    debits   numeric not null,
    credits  numeric not null,
    primary key (on_day, livemode, purpose, currency)
);

-- Room for the new version of a row on its own page: updates of balances touch no index.
alter table ledger.balance set (fillfactor = 50);
