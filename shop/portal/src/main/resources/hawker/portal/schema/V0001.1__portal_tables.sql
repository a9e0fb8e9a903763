-- How a seller has set the portal up, as the API writes it. One of them counts when none is named.
create table portal.configuration (
    account_id bigint not null,
    configuration_id text collate "C" not null,   -- bpc_…
    version    int not null check (version > 0),
    created    timestamptz not null,
    usual      boolean not null,
    body       jsonb not null,
    primary key (account_id, configuration_id)
) ${by_account};
create unique index configuration_usual on portal.configuration (account_id) where usual;
-- A key to the portal for one customer; who holds its token is let in.
create table portal.session (
    account_id bigint not null,
    session_id text collate "C" not null,         -- bps_…
    created    timestamptz not null,
    token      text collate "C" not null,
    done       boolean not null default false,    -- what the buyer came for, if for one thing
    body       jsonb not null,
    primary key (account_id, session_id)
) ${by_account};
