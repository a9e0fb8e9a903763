create table customers.customer (
    account_id bigint not null,
    customer_id text collate "C" not null,
    name text,
    email text,
    phone text,
    description text,
    detail text not null,                     -- JSON: what is never asked for by itself
    default_method text,
    default_source text,
    balance bigint not null default 0,        -- minor units; negative: a credit of the customer
    currency text,                            -- of the balance, once there was one
    created timestamptz not null,
    deleted_at timestamptz,
    primary key (account_id, customer_id),
    check (balance = 0 or currency is not null)
) ${by_account};
create index customer_by_email on customers.customer (account_id, email) where email is not null;
