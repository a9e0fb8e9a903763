-- Links that sign an express account's people in; only digests of secrets are kept. A link is good
-- once and for minutes, the visit it is changed for an hour.
create table express.login_link (
    account_id   bigint not null,
    link_digest  text collate "C" not null,
    visit_digest text collate "C",
    expires_at   timestamptz not null,
    primary key (account_id, link_digest)
) ${by_account};
create index login_link_visit on express.login_link (account_id, visit_digest);

-- What a page of a platform may show of an account, by the digest of its client secret.
create table express.account_session (
    account_id    bigint not null,
    secret_digest text collate "C" not null,
    components    text not null,
    expires_at    timestamptz not null,
    primary key (account_id, secret_digest)
) ${by_account};
