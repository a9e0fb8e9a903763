-- Locations, configurations and readers, each as the object of the API.
create table terminal.thing (
    account_id bigint not null,
    thing_id   text collate "C" not null,
    kind       text collate "C" not null check (kind in ('location', 'configuration', 'reader')),
    body       text not null,
    deleted    boolean not null default false,
    created_at timestamptz not null,
    primary key (account_id, thing_id)
) ${by_account};
create index thing_by_kind on terminal.thing (account_id, kind, thing_id) where not deleted;
