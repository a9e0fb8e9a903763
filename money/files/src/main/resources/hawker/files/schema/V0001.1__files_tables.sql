create table files.file (
    account_id bigint not null,
    file_id text collate "C" not null,
    purpose text not null,
    filename text,
    type text not null,
    size int not null check (size > 0),
    created timestamptz not null,
    primary key (account_id, file_id)
) ${by_account};

-- The bytes stand apart, so that no list ever reads them; they do not shrink, being pictures and PDFs.
create table files.content (
    account_id bigint not null,
    file_id text collate "C" not null,
    bytes bytea not null,
    primary key (account_id, file_id)
) ${by_account};

create table files.link (
    account_id bigint not null,
    link_id text collate "C" not null,
    file_id text collate "C" not null,
    secret text not null,                     -- holding it is the right; shown again, so not hashed
    metadata text not null,
    created timestamptz not null,
    expires_at timestamptz,
    primary key (account_id, link_id),
    unique (account_id, secret)
) ${by_account};
create index link_by_file on files.link (account_id, file_id, link_id);
