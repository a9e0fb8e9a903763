-- Which payment methods a seller wants shown, as the API writes it.
create table methods.configuration (
    account_id       bigint not null,
    configuration_id text collate "C" not null,   -- pmc_…
    body             text not null,               -- JSON
    primary key (account_id, configuration_id)
) ${by_account};

-- Where a seller's own pages may show wallets.
create table methods.domain (
    account_id bigint not null,
    domain_id  text collate "C" not null,         -- pmd_…
    name       text collate "C" not null,
    enabled    boolean not null,
    created    timestamptz not null,
    primary key (account_id, domain_id),
    unique (account_id, name)
) ${by_account};
