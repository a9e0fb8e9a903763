create table customers.tax_id (
    account_id bigint not null,
    tax_id text collate "C" not null,
    customer_id text collate "C",             -- null: the seller's own
    kind text not null,
    value text not null,
    verification text not null,
    created timestamptz not null,
    primary key (account_id, tax_id)
) ${by_account};
create index tax_id_by_owner on customers.tax_id (account_id, coalesce(customer_id, ''), tax_id);

-- The credit balance's entries; an entry's amount never changes, its description may.
create table customers.balance_entry (
    account_id bigint not null,
    entry_id text collate "C" not null,
    customer_id text collate "C" not null,
    amount bigint not null check (amount <> 0),
    currency text not null,
    ending bigint not null,                   -- the balance after it
    kind text not null,
    description text,
    metadata text not null,
    created timestamptz not null,
    primary key (account_id, entry_id)
) ${by_account};
create index balance_entry_by_customer on customers.balance_entry (account_id, customer_id, entry_id);

-- What is handed out for a while; found by the hash of what its holder shows.
create table customers.ephemeral_key (
    account_id bigint not null,
    key_hash text not null,
    key_id text collate "C" not null,
    customer_id text collate "C" not null,
    version text not null,                    -- of the API that its holder speaks
    created timestamptz not null,
    expires timestamptz not null,
    primary key (account_id, key_hash),
    unique (account_id, key_id)
) ${by_account};
create index ephemeral_key_by_end on customers.ephemeral_key (expires);

create table customers.session (
    account_id bigint not null,
    secret_hash text not null,
    customer_id text collate "C" not null,
    components text not null,                 -- JSON, as the API shows it
    created timestamptz not null,
    expires timestamptz not null,
    primary key (account_id, secret_hash)
) ${by_account};
create index session_by_end on customers.session (expires);
