-- Who may join an account, under its live number. The hash is the proof; the secret is in the mail only.
create table team.invitation (
    account_id    bigint not null,
    invitation_id text collate "C" not null,
    secret_hash   text collate "C" not null,
    email         text not null,
    role          text collate "C" not null,
    invited_by    text not null,              -- a handle
    created       timestamptz not null,
    expires       timestamptz not null,
    primary key (account_id, invitation_id),
    unique (account_id, email)
) ${by_account};

-- What was done to a team; rows are only added.
create table team.history (
    account_id bigint not null,
    entry_id   text collate "C" not null,
    at         timestamptz not null,
    who        text not null,                 -- a handle
    who_role   text not null,
    address    text not null,                 -- of the network
    what       text not null,                 -- invited, withdrew, joined, changed, removed, left
    whom       text not null,                 -- a handle or an e-mail address
    was        text,                          -- the role before
    became     text,                          -- and after
    primary key (account_id, entry_id)
) ${by_account};
