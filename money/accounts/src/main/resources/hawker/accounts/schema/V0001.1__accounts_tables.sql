-- Sellers, once each, under the live number of the pair.
CREATE TABLE accounts.accounts (
    account_id      bigint NOT NULL,
    handle          text COLLATE "C" NOT NULL,
    name            text NOT NULL,
    country         text COLLATE "C" NOT NULL,
    currency        text COLLATE "C" NOT NULL,
    email           text COLLATE "C" NOT NULL,
    charges_enabled boolean NOT NULL,
    payouts_enabled boolean NOT NULL,
    about           text NOT NULL,
    logo            text,
    banner          text,
    accent          text,
    api_version     text COLLATE "C" NOT NULL,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (account_id),
    CONSTRAINT accounts_live CHECK (account_id % 2 = 0)
) ${by_account};

CREATE TABLE accounts.members (
    account_id bigint NOT NULL,
    user_id    bigint NOT NULL,
    role       text COLLATE "C" NOT NULL,
    since      timestamptz NOT NULL,
    PRIMARY KEY (account_id, user_id)
) ${by_account};

-- Under the number of the mode that the key acts in. The hash is the proof.
CREATE TABLE accounts.api_keys (
    account_id bigint NOT NULL,
    key_hash   text COLLATE "C" NOT NULL,
    key_id     text COLLATE "C" NOT NULL,
    kind       text COLLATE "C" NOT NULL,
    name       text NOT NULL,
    hint       text NOT NULL,
    public_key text COLLATE "C",
    rights     text[] NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    PRIMARY KEY (account_id, key_hash),
    CONSTRAINT api_keys_secret_hidden CHECK ((kind = 'PUBLISHABLE') = (public_key IS NOT NULL))
) ${by_account};

-- Where payouts go: replaced by newer rows, never changed.
CREATE TABLE accounts.bank_accounts (
    account_id      bigint NOT NULL,
    bank_account_id text COLLATE "C" NOT NULL,
    country         text COLLATE "C" NOT NULL,
    currency        text COLLATE "C" NOT NULL,
    holder          text NOT NULL,
    routing         text COLLATE "C" NOT NULL,
    account_number  text COLLATE "C" NOT NULL,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (account_id, bank_account_id)
) ${by_account};

CREATE TABLE accounts.people (
    user_id       bigint NOT NULL,
    handle        text COLLATE "C" NOT NULL,
    name          text NOT NULL,
    email         text COLLATE "C" NOT NULL,
    password_hash text COLLATE "C" NOT NULL,
    operator      boolean NOT NULL,
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (user_id)
) ${by_user};

CREATE TABLE accounts.sessions (
    user_id    bigint NOT NULL,
    token_hash text COLLATE "C" NOT NULL,
    made_at    timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, token_hash)
) ${by_user};

CREATE INDEX sessions_expired ON accounts.sessions (expires_at);

-- For whom a person works: the person's copy of accounts.members.
CREATE TABLE accounts.memberships (
    user_id    bigint NOT NULL,
    account_id bigint NOT NULL,
    role       text COLLATE "C" NOT NULL,
    PRIMARY KEY (user_id, account_id)
) ${by_user};

-- One space of names for people and shops.
CREATE TABLE accounts.handles (
    name       text COLLATE "C" NOT NULL,
    kind       text COLLATE "C" NOT NULL,
    owner      bigint NOT NULL,
    claimed_at timestamptz NOT NULL,
    PRIMARY KEY (name)
) ${by_name};

-- By the hash of the e-mail address.
CREATE TABLE accounts.login_names (
    name       text COLLATE "C" NOT NULL,
    user_id    bigint NOT NULL,
    claimed_at timestamptz NOT NULL,
    PRIMARY KEY (name)
) ${by_name};

-- Sign-ups whose mail has not been read yet, by the hash of the secret in it.
CREATE TABLE accounts.registrations (
    name          text COLLATE "C" NOT NULL,
    handle        text COLLATE "C" NOT NULL,
    person_name   text NOT NULL,
    email         text COLLATE "C" NOT NULL,
    password_hash text COLLATE "C" NOT NULL,
    shop_handle   text COLLATE "C",
    shop_name     text,
    shop_country  text COLLATE "C",
    shop_currency text COLLATE "C",
    expires_at    timestamptz NOT NULL,
    PRIMARY KEY (name)
) ${by_name};

CREATE INDEX registrations_expired ON accounts.registrations (expires_at);

-- Links to choose a new password, by the hash of the secret in the mail.
CREATE TABLE accounts.resets (
    name       text COLLATE "C" NOT NULL,
    user_id    bigint NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (name)
) ${by_name};

CREATE INDEX resets_expired ON accounts.resets (expires_at);
