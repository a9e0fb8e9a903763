-- What an account that a platform made has told about itself, under the number of its mode. What
-- follows from it (requirements, capabilities) is computed, never stored.
create table connect.account (
    account_id    bigint not null primary key,
    platform      bigint not null,
    version       int not null,
    fees          text collate "C" not null,
    losses        text collate "C" not null,
    collection    text collate "C" not null,
    dashboard     text collate "C" not null,
    country       text collate "C" not null,
    currency      text collate "C" not null,
    email         text collate "C",
    business_type text collate "C",
    details       text not null,              -- business profile, company, settings, terms, capabilities
    metadata      text not null,
    rejected      text collate "C",
    created_at    timestamptz not null,
    deleted_at    timestamptz
) ${by_account};

-- For which accounts a platform may act, under the platform's number.
create table connect.connection (
    account_id bigint not null,
    connected  bigint not null,
    since      timestamptz not null,
    primary key (account_id, connected)
) ${by_account};

-- The same from the other side: who acts for an account.
create table connect.acting_platform (
    account_id bigint not null,
    platform   bigint not null,
    since      timestamptz not null,
    primary key (account_id, platform)
) ${by_account};

-- Owners, directors and representatives of an account; the account's own individual too.
create table connect.person (
    account_id bigint not null,
    person_id  text collate "C" not null,
    version    int not null,
    individual boolean not null,
    details    text not null,                 -- without identity numbers: only what their check said
    metadata   text not null,
    created_at timestamptz not null,
    primary key (account_id, person_id)
) ${by_account};
create unique index person_individual on connect.person (account_id) where individual;

-- Bank accounts and debit cards that an account is paid out to.
create table connect.external_account (
    account_id     bigint not null,
    external_id    text collate "C" not null,
    version        int not null,
    currency       text collate "C" not null,
    is_default     boolean not null,
    status         text collate "C" not null,
    account_number text collate "C" not null,  -- for the bank only
    details        text not null,
    metadata       text not null,
    created_at     timestamptz not null,
    primary key (account_id, external_id)
) ${by_account};
create unique index external_account_default on connect.external_account (account_id, currency)
    where is_default;
