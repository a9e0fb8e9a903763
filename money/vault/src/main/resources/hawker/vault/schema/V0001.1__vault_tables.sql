-- Card numbers, sealed. The program's own role may not even look (grants.txt): only the vault's.
create table vault.card (
    account_id  bigint not null,
    card_id     text collate "C" not null,
    pan_ct      bytea not null,        -- AES-256-GCM under a key of this row; bound to card_id and account_id
    dek_wrapped bytea not null,        -- that key under the keyset's primary; same binding
    made_at     timestamptz not null,
    primary key (account_id, card_id)
) ${by_account};
create index card_age on vault.card (made_at);

-- What may be shown of a card. A fixed name (pm_card_visa) is all that its row needs: number and
-- display data stand in the published table. Hot: a payment with a fixed name inserts one.
create table vault.payment_method (
    account_id        bigint not null,
    payment_method_id text collate "C" not null,
    fixed_name        text,
    card_id           text collate "C",
    brand             text,
    last4             text,
    funding           text,
    country           text,
    fingerprint       text,
    networks          text,            -- comma between
    preferred_network text,
    check_line1       text,
    check_postal_code text,
    check_cvc         text,
    exp_month         int not null,
    exp_year          int not null,
    billing           text,            -- JSON as the API writes it; null: nothing known
    state             text not null default 'UNATTACHED'
        check (state in ('UNATTACHED', 'ATTACHED', 'DETACHED')),
    customer          text collate "C",
    allow_redisplay   text,            -- null: unspecified
    metadata          text,            -- JSON; null: none
    created_at        timestamptz not null,
    primary key (payment_method_id, account_id),
    constraint payment_method_has_a_source check ((fixed_name is null) <> (card_id is null)),
    constraint payment_method_attached check ((customer is null) = (state <> 'ATTACHED'))
) ${by_account};
create index payment_method_of_customer on vault.payment_method (account_id, customer, payment_method_id)
    where customer is not null;
create index payment_method_of_card on vault.payment_method (account_id, card_id)
    where card_id is not null;

-- One-time names (tok_…) of payment methods that nobody has been given yet.
create table vault.token (
    account_id        bigint not null,
    token_id          text collate "C" not null,
    payment_method_id text collate "C" not null,
    client_ip         text,
    created_at        timestamptz not null,
    used_at           timestamptz,
    primary key (account_id, token_id)
) ${by_account};

-- Who opened what (PCI DSS 10.2): append-only, each row holds the hash of the one before.
create table vault.audit (
    account_id bigint not null,
    chain_id   text collate "C" not null,  -- one a start of the program
    n          bigint not null,
    at         timestamptz not null,
    act        text not null,
    subject    text not null,
    outcome    text not null,
    previous   text not null,
    hash       text not null,
    primary key (account_id, chain_id, n)
) ${by_account};
create index audit_chain on vault.audit (chain_id, n);
