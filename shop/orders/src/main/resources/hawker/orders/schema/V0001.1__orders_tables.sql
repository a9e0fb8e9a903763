create table orders.placed (
    account_id      bigint not null,
    order_id        text collate "C" not null,
    number          text collate "C" not null,
    token           text collate "C" not null,
    payment         text collate "C" not null,
    buyer           bigint,
    email           text not null,
    name            text not null,
    line1           text not null,
    line2           text not null,
    city            text not null,
    state_name      text not null,
    postal_code     text not null,
    -- empty: nothing is sent
    country         text not null,
    shipping        text not null,
    currency        text not null,
    items           bigint not null,
    shipping_amount bigint not null,
    tax             bigint not null,
    tax_included    boolean not null,
    tax_label       text not null,
    total           bigint not null,
    refunded        bigint not null check (refunded between 0 and total),
    paid            text not null check (paid in ('PAID', 'PARTIALLY_REFUNDED', 'REFUNDED')),
    fulfilment      text not null
        check (fulfilment in ('UNFULFILLED', 'FULFILLED', 'DELIVERED', 'RETURNED')),
    state           text not null check (state in ('OPEN', 'CANCELLED', 'CLOSED')),
    carrier         text not null,
    tracking        text not null,
    shipped_at      timestamptz,
    source_kind     text not null,
    source_id       text not null,
    placed_at       timestamptz not null,
    primary key (account_id, order_id),
    unique (account_id, payment),
    unique (account_id, number),
    unique (account_id, token),
    check (total = items + shipping_amount + case when tax_included then 0 else tax end)
) ${by_account};
alter table orders.placed set (fillfactor = 85);
create index placed_open on orders.placed (account_id, order_id)
    where state = 'OPEN' and fulfilment = 'UNFULFILLED';
create index placed_email on orders.placed (account_id, email);

create table orders.lines (
    account_id bigint not null,
    order_id   text collate "C" not null,
    position   int not null,
    product_id text collate "C" not null,
    variant_id text collate "C" not null,
    title      text not null,
    choice     text not null,
    sku        text not null,
    picture    text not null,
    unit       bigint not null,
    quantity   int not null check (quantity > 0),
    tax        bigint not null,
    shipped    boolean not null,
    primary key (account_id, order_id, position)
) ${by_account};

-- append-only
create table orders.timeline (
    account_id bigint not null,
    entry_id   text collate "C" not null,
    order_id   text collate "C" not null,
    at         timestamptz not null,
    actor      text not null,
    says       text not null,
    for_buyer  boolean not null,
    primary key (account_id, entry_id)
) ${by_account};
create index timeline_of_order on orders.timeline (account_id, order_id, entry_id);

create table orders.counters (
    account_id bigint not null,
    name       text not null,
    value      bigint not null,
    primary key (account_id, name)
) ${by_account};

create table orders.sales_day (
    account_id bigint not null,
    day        date not null,
    currency   text not null,
    orders     int not null,
    sold       bigint not null,
    refunded   bigint not null,
    primary key (account_id, day, currency)
) ${by_account};

create table orders.customers (
    account_id bigint not null,
    email      text collate "C" not null,
    name       text not null,
    currency   text not null,
    orders     int not null,
    spent      bigint not null,
    first_at   timestamptz not null,
    last_at    timestamptz not null,
    primary key (account_id, email)
) ${by_account};
create index customers_latest on orders.customers (account_id, last_at desc, email);

-- what a person bought, by person: filled from order.created
create table orders.history (
    user_id    bigint not null,
    order_id   text collate "C" not null,
    account_id bigint not null,
    primary key (user_id, order_id)
) ${by_user};
