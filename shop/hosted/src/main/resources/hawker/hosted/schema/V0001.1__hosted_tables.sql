-- Checkout sessions that sellers' programs make: the object of the API, and beside it what decides.
create table hosted.session (
    account_id bigint not null,
    session_id text collate "C" not null,      -- cs_test_…; holding it is the right to pay it
    version    int not null check (version > 0),
    state      text collate "C" not null
        check (state in ('open', 'paying', 'action', 'complete', 'expired')),
    created    timestamptz not null,
    expires_at timestamptz not null,
    intent     text collate "C",               -- the one payment intent that pays it
    attempts   int not null default 0,
    body       jsonb not null,                 -- as the API writes it
    detail     jsonb not null,                 -- lines, rebates, what the buyer typed
    primary key (account_id, session_id)
) ${by_account};
create index session_listing on hosted.session (account_id, created desc, session_id desc);
-- An intent pays one session.
create unique index session_by_intent on hosted.session (account_id, intent) where intent is not null;

-- Links of which each visit makes a session.
create table hosted.link (
    account_id bigint not null,
    link_id    text collate "C" not null,      -- plink_…
    version    int not null check (version > 0),
    active     boolean not null,
    created    timestamptz not null,
    body       jsonb not null,                 -- as the API writes it
    detail     jsonb not null,                 -- lines, way of delivery, words for the intent
    primary key (account_id, link_id)
) ${by_account};
create index link_listing on hosted.link (account_id, created desc, link_id desc);
