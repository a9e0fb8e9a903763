-- Where a platform lets browsers come back to; nothing else is ever redirected to.
create table oauth.redirect (
    account_id bigint not null,
    uri        text not null,
    added_at   timestamptz not null,
    primary key (account_id, uri)
) ${by_account};

-- Codes of platforms, good once and for minutes; kept is the digest. Either somebody let the
-- platform act for an account (connected), or somebody wants a new one (country, email).
create table oauth.code (
    account_id    bigint not null,
    code_digest   text collate "C" not null,
    connected     bigint,
    country       text collate "C",
    email         text collate "C",
    business_type text collate "C",
    reads_only    boolean not null,
    expires_at    timestamptz not null,
    used_at       timestamptz,
    primary key (account_id, code_digest),
    constraint code_of check ((connected is null) <> (country is null and email is null))
) ${by_account};

-- What a code was changed for: a key of the connected account and the right to another one.
create table oauth.token (
    account_id     bigint not null,
    refresh_digest text collate "C" not null,
    code_digest    text collate "C" not null,
    connected      bigint not null,
    reads_only     boolean not null,
    access_key     text collate "C" not null,
    public_key     text collate "C" not null,
    made_at        timestamptz not null,
    revoked_at     timestamptz,
    primary key (account_id, refresh_digest)
) ${by_account};
create index token_connected on oauth.token (account_id, connected);
