-- Links to the page on which an account's people tell what is still required. Only digests of the
-- secrets are kept: the link's, good once, and that of the visit it was changed for.
create table connect.account_link (
    account_id   bigint not null,
    link_id      text collate "C" not null,
    purpose      text collate "C" not null check (purpose in ('account_onboarding', 'account_update')),
    refresh_url  text not null,
    return_url   text not null,
    link_digest  text collate "C" not null,
    visit_digest text collate "C",
    expires_at   timestamptz not null,
    primary key (account_id, link_id)
) ${by_account};
