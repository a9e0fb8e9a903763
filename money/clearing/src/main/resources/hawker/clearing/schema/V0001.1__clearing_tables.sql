-- The network's files, one a day. A file is done when all its lines are in the books and the day before it was compared.
create table clearing.file (
    on_day  date not null primary key,
    lines   bigint not null,
    problem text collate "C",                 -- why it was refused; it is asked for again
    read_at timestamptz not null,
    done    boolean not null
);

-- Every line that is in the books, under its own number: a line is posted once, whatever file repeats it.
create table clearing.line (
    account_id  bigint not null,
    line_id     text collate "C" not null,
    on_day      date not null,
    type        text collate "C" not null,
    subject     text collate "C" not null,     -- the fact in our books that it is about
    attempt     text collate "C" not null,
    reference   text collate "C" not null,
    currency    text collate "C" not null,
    amount      bigint not null check (amount > 0),
    interchange bigint not null check (interchange between 0 and amount),
    settled     bigint not null check (settled >= 0),  -- how much of the fact it settled
    primary key (account_id, line_id)
) ${by_account};
create index line_by_subject on clearing.line (account_id, subject);

-- Where the network and the books do not say the same.
create table clearing.difference (
    account_id bigint not null,
    kind       text collate "C" not null check (kind in ('amount', 'orphan', 'double', 'missing')),
    subject    text collate "C" not null,
    line_id    text collate "C" not null,      -- empty where the file says nothing
    pays       boolean not null,               -- whether the network was to pay, and not to take
    attempt    text collate "C" not null,
    on_day     date not null,
    currency   text collate "C" not null,
    expected   bigint not null,
    said       bigint not null,
    remains    bigint not null,                -- what it leaves open between us and the network
    found_at   timestamptz not null,
    settled_at timestamptz,
    primary key (account_id, kind, subject, line_id)
) ${by_account};
create index difference_open on clearing.difference (account_id) where settled_at is null;

-- How far a book was compared, and what was then left of days that should be settled.
create table clearing.book (
    account_id bigint not null,
    pays       boolean not null,
    currency   text collate "C" not null,
    through    date not null,
    left_minor bigint not null,
    listed     bigint not null,
    primary key (account_id, pays, currency)
) ${by_account};
