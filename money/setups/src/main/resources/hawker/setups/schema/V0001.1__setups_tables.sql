-- A card being set up for later. Nothing moves here, so the row is changed in place; version is the
-- fence between two who want to change it at once.
create table setups.setup_intent (
    account_id      bigint not null,
    setup_intent_id text collate "C" not null,
    created_at      timestamptz not null,
    version         int not null check (version > 0),
    status          text not null,
    secret          text not null,
    customer        text collate "C",
    method          text collate "C",
    attempt         text collate "C",      -- the latest one
    terms           text not null,         -- JSON: usage, methods, what the seller wrote
    progress        text not null,         -- JSON: what the status alone does not say
    primary key (account_id, setup_intent_id)
) ${by_account};
create index setup_intent_of_customer on setups.setup_intent (account_id, customer, setup_intent_id)
    where customer is not null;
create index setup_intent_of_method on setups.setup_intent (account_id, method, setup_intent_id)
    where method is not null;

-- One asking of an issuer, as it ended.
create table setups.setup_attempt (
    account_id       bigint not null,
    setup_attempt_id text collate "C" not null,
    setup_intent_id  text collate "C" not null,
    at               timestamptz not null,
    status           text not null
        check (status in ('REQUIRES_ACTION', 'SUCCEEDED', 'FAILED', 'ABANDONED')),
    customer         text collate "C",
    method           text collate "C" not null,
    usage            text not null,
    details          text not null,        -- JSON: the card as it was then, and its 3-D Secure
    error            text,                 -- JSON
    primary key (account_id, setup_attempt_id)
) ${by_account};
create index setup_attempt_of_intent on setups.setup_attempt (account_id, setup_intent_id, setup_attempt_id);

-- What a cardholder agreed to. Only its being in force changes.
create table setups.mandate (
    account_id bigint not null,
    mandate_id text collate "C" not null,
    at         timestamptz not null,
    method     text collate "C" not null,
    in_force   boolean not null default true,
    amount     bigint,                     -- of a mandate for one payment
    currency   text,
    acceptance text not null,              -- JSON
    primary key (account_id, mandate_id),
    constraint mandate_amount check ((amount is null) = (currency is null))
) ${by_account};
create index mandate_of_method on setups.mandate (account_id, method) where in_force;
