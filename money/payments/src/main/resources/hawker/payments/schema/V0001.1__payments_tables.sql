-- One row a version of an intent; rows never change (decision 0004). The newest version is the intent,
-- the primary key the fence: of two changes at once one finds its version taken.
create table payments.intent (
    account_id bigint not null,
    intent_id text collate "C" not null,      -- pi_…, or ch_… for a charge made directly
    version int not null check (version > 0),
    at timestamptz not null,
    request text,                             -- req_… that wrote it: a replayed key is answered from here
    status text not null,
    amount bigint not null check (amount > 0),
    currency text not null,
    secret text not null,
    customer text,
    method text,
    attempt text,                             -- while sending: ch_… under which the network was asked
    charge text,                              -- the last finished attempt's charge
    terms text,                               -- JSON of what is not usual in the terms
    progress text,                            -- JSON of what the status alone does not say
    primary key (intent_id, account_id, version)
) ${by_account};
create index intent_listing on payments.intent (account_id, intent_id) where version = 1;
create index intent_by_customer on payments.intent (account_id, customer, intent_id) where customer is not null;
-- Rows come in the order of time, so a few bytes a block are enough to find those of the last minutes.
create index intent_by_time on payments.intent using brin (at) with (pages_per_range = 16, autosummarize = on);

-- The facts of a finished attempt; never changed. What comes later stands in capture, refund and charge_edit.
create table payments.charge (
    account_id bigint not null,
    charge_id text collate "C" not null,
    intent_id text collate "C" not null,
    intent_version int not null,
    at timestamptz not null,
    amount bigint not null check (amount > 0),
    currency text not null,
    captured bigint not null check (captured between 0 and amount),   -- with the authorisation; 0 when manual or failed
    customer text,
    method text not null,
    journal text,                             -- of the capture made with the authorisation
    failure text,                             -- JSON; null when approved
    facts text not null,                      -- JSON: card, billing, outcome, references
    primary key (charge_id, account_id)
) ${by_account};
create index charge_listing on payments.charge (account_id, charge_id);
create index charge_by_customer on payments.charge (account_id, customer, charge_id) where customer is not null;

-- The one capture of an authorised charge.
create table payments.capture (
    account_id bigint not null,
    charge_id text collate "C" not null,
    amount bigint not null check (amount > 0),
    journal text not null,
    at timestamptz not null,
    primary key (account_id, charge_id)
) ${by_account};

-- What a seller wrote on a charge afterwards.
create table payments.charge_edit (
    account_id bigint not null,
    charge_id text collate "C" not null,
    customer text,
    notes text not null,
    user_report text,
    primary key (account_id, charge_id)
) ${by_account};

create table payments.refund (
    account_id bigint not null,
    refund_id text collate "C" not null,
    charge_id text collate "C" not null,
    intent_id text collate "C",
    customer text,
    method text not null,
    amount bigint not null check (amount > 0),
    currency text not null,
    status text not null check (status in ('pending', 'succeeded', 'failed', 'canceled')),
    reason text,
    metadata text not null,
    created timestamptz not null,
    journal text,
    failure_journal text,
    failure_reason text,
    releases boolean not null default false,  -- an authorisation was released: no money moved
    hold_id text,                             -- of the money it waits for
    asked_key text,                           -- the caller's own key
    primary key (account_id, refund_id),
    unique (account_id, asked_key)
) ${by_account};
create index refund_by_charge on payments.refund (account_id, charge_id);

create table payments.customer (
    account_id bigint not null,
    customer_id text collate "C" not null,
    name text,
    email text,
    phone text,
    description text,
    detail text not null,                     -- JSON: address, shipping, tax_exempt, locales, metadata
    default_method text,
    default_source text,
    created timestamptz not null,
    deleted_at timestamptz,
    primary key (account_id, customer_id)
) ${by_account};
create index customer_by_email on payments.customer (account_id, email) where email is not null;
