-- How far the look for card numbers in texts has come; one row.
create table ledger.text_round (
    one        boolean not null primary key check (one),
    round      bigint not null,
    at_table   text not null,
    after_key  text[] not null,
    rows       bigint not null,
    whole_at   timestamptz,
    whole_rows bigint not null default 0
);

-- Rows of whatever room that hold one; of the round that last saw it.
create table ledger.text_finding (
    table_name text collate "C" not null,
    row_key    text collate "C" not null,
    round      bigint not null,
    found_at   timestamptz not null,
    primary key (table_name, row_key)
);
