create table catalog.products (
    account_id  bigint not null,
    product_id  text collate "C" not null,
    slug        text collate "C" not null,
    title       text not null,
    description text not null,
    summary     text not null,
    brand       text not null,
    type        text not null,
    tags        text[] not null,
    status      text not null check (status in ('DRAFT', 'ACTIVE', 'ARCHIVED')),
    options     jsonb not null,
    -- what a search finds it by: folded in Java, letters and digits only
    words       text not null,
    created     timestamptz not null,
    updated     timestamptz not null,
    primary key (account_id, product_id),
    unique (account_id, slug)
) ${by_account};
create index products_words on catalog.products using gin (to_tsvector('simple', words));
create index products_newest on catalog.products (product_id) where status = 'ACTIVE';

create table catalog.variants (
    account_id    bigint not null,
    variant_id    text collate "C" not null,
    product_id    text collate "C" not null,
    position      int not null,
    option_values text[] not null,
    sku           text collate "C" not null,
    barcode       text,
    grams         int not null check (grams >= 0),
    shipped       boolean not null,
    -- a variant that was sold stays for its orders and its stock, but is not for sale
    removed       boolean not null,
    primary key (account_id, variant_id)
) ${by_account};
create index variants_of_product on catalog.variants (account_id, product_id);
create unique index variants_sku on catalog.variants (account_id, sku) where not removed;

create table catalog.prices (
    account_id   bigint not null,
    variant_id   text collate "C" not null,
    currency     text not null,
    position     int not null,
    amount       bigint not null check (amount > 0),
    compare_at   bigint check (compare_at > amount),
    tax_included boolean not null,
    primary key (account_id, variant_id, currency)
) ${by_account};

-- append-only: what a variant cost from when on
create table catalog.price_history (
    account_id bigint not null,
    variant_id text collate "C" not null,
    currency   text not null,
    since      timestamptz not null,
    amount     bigint not null,
    primary key (account_id, variant_id, currency, since)
) ${by_account};

create table catalog.images (
    account_id bigint not null,
    image_id   text collate "C" not null,
    product_id text collate "C",
    position   int not null,
    hash       text not null,
    width      int not null,
    height     int not null,
    colour     text not null,
    widths     text[] not null,
    alt        text not null,
    created    timestamptz not null,
    primary key (account_id, image_id)
) ${by_account};
create index images_of_product on catalog.images (account_id, product_id, position);

create table catalog.stock (
    account_id bigint not null,
    variant_id text collate "C" not null,
    on_hand    int not null,
    committed  int not null check (committed >= 0),
    held       int not null check (held >= 0),
    on_empty   text not null check (on_empty in ('DENY', 'BACKORDER', 'UNCOUNTED')),
    -- set by the audit when the books of this variant disagree: it sells no more
    stopped    text,
    primary key (account_id, variant_id)
) ${by_account};
alter table catalog.stock set (fillfactor = 70);

-- append-only; their sum is on_hand
create table catalog.movements (
    account_id  bigint not null,
    movement_id text collate "C" not null,
    variant_id  text collate "C" not null,
    reason      text not null,
    delta       int not null,
    actor       text not null,
    at          timestamptz not null,
    primary key (account_id, movement_id)
) ${by_account};
create index movements_of_variant on catalog.movements (account_id, variant_id, movement_id);

create table catalog.holds (
    account_id bigint not null,
    hold_id    text collate "C" not null,
    holder     text collate "C" not null,
    -- a holder that asks again starts another round; only its last one counts
    round      int not null,
    variant_id text collate "C" not null,
    quantity   int not null check (quantity > 0),
    state      text not null
        check (state in ('ACTIVE', 'PINNED', 'COMMITTED', 'RELEASED', 'EXPIRED')),
    since      timestamptz not null,
    expires_at timestamptz,
    primary key (account_id, hold_id)
) ${by_account};
create index holds_of_holder on catalog.holds (account_id, holder);
create index holds_open on catalog.holds (account_id, variant_id, expires_at)
    where state in ('ACTIVE', 'PINNED');
create index holds_due on catalog.holds (expires_at) where state = 'ACTIVE';
