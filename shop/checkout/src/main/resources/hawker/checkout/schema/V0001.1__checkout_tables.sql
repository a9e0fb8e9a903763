create table checkout.carts (
    user_id bigint not null,
    -- the guest's secret; empty for a person who is signed in
    guest   text collate "C" not null,
    -- the one seller whose goods lie in it
    shop    bigint not null,
    updated timestamptz not null,
    primary key (user_id, guest)
) ${by_user};

create table checkout.cart_lines (
    user_id     bigint not null,
    guest       text collate "C" not null,
    variant_id  text collate "C" not null,
    quantity    int not null check (quantity between 1 and 999),
    source_kind text not null,
    source_id   text not null,
    added       timestamptz not null,
    primary key (user_id, guest, variant_id)
) ${by_user};

create table checkout.sessions (
    account_id   bigint not null,
    session_id   text collate "C" not null,
    state        text not null check (state in
        ('OPEN', 'PAYING', 'ACTION', 'UNKNOWN', 'PLACED', 'CANCELLED', 'REFUNDED')),
    buyer        bigint,
    -- the cart it came from, to be emptied when it is paid
    cart_user    bigint,
    cart_guest   text collate "C" not null,
    currency     text not null,
    lines        jsonb not null,
    source_kind  text not null,
    source_id    text not null,
    email        text not null,
    name         text not null,
    line1        text not null,
    line2        text not null,
    city         text not null,
    state_name   text not null,
    postal_code  text not null,
    country      text not null,
    shipping     text not null,
    -- secret of the order's page, made before there is an order
    token        text collate "C" not null,
    attempts     int not null,
    payment      text collate "C",
    -- what the buyer agreed to when Pay was pressed: the order, before it is one
    agreed       jsonb,
    failure      text not null,
    paid_at      timestamptz,
    created      timestamptz not null,
    updated      timestamptz not null,
    primary key (account_id, session_id)
) ${by_account};
alter table checkout.sessions set (fillfactor = 70);
create index sessions_payment on checkout.sessions (account_id, payment) where payment is not null;

create table checkout.shipping_rates (
    account_id bigint not null,
    rate_key   text collate "C" not null,
    position   int not null,
    kind       text not null check (kind in ('POST', 'PICK_UP')),
    title      text not null,
    detail     text not null,
    reach      text not null check (reach in ('HOME', 'ABROAD')),
    currency   text not null,
    amount     bigint not null check (amount >= 0),
    free_from  bigint check (free_from > 0),
    primary key (account_id, rate_key)
) ${by_account};

create table checkout.shops (
    account_id bigint not null,
    -- where the shop stands, for the tax of what is picked up: "CA" in the United States
    state_name text not null,
    primary key (account_id)
) ${by_account};
