-- Host names on which an account shows wallet buttons.
create table connect.wallet_domain (
    account_id  bigint not null,
    domain_id   text collate "C" not null,
    domain_name text collate "C" not null,
    created_at  timestamptz not null,
    primary key (account_id, domain_id),
    unique (account_id, domain_name)
) ${by_account};
