-- What sellers declare about what they sell: the object as the API writes it (decision 0064), and beside
-- it in columns what must hold between several of them.
create table pricing.item (
    account_id bigint not null,
    kind       text collate "C" not null
        check (kind in ('product', 'price', 'coupon', 'promotion_code', 'tax_rate', 'shipping_rate')),
    item_id    text collate "C" not null,
    version    int not null check (version > 0),
    created    timestamptz not null,
    deleted    boolean not null default false,
    redeemed   bigint not null default 0 check (redeemed >= 0),   -- coupons and promotion codes
    most       bigint check (most > 0),
    body       jsonb not null,
    primary key (account_id, kind, item_id),
    -- A coupon's last use is sold once, whoever races for it.
    constraint not_oversold check (most is null or redeemed <= most)
) ${by_account};
create index item_listing on pricing.item (account_id, kind, created desc, item_id desc);
create index item_prices on pricing.item (account_id, (body ->> 'product')) where kind = 'price';

-- A lookup key names one price at a time, a code one active promotion code.
create table pricing.name (
    account_id bigint not null,
    kind       text collate "C" not null check (kind in ('price', 'promotion_code')),
    name       text collate "C" not null,
    item_id    text collate "C" not null,
    primary key (account_id, kind, name)
) ${by_account};

-- Who used a coupon or promotion code: a purchase counts once, and can give its use back.
create table pricing.redemption (
    account_id bigint not null,
    subject    text collate "C" not null,     -- the checkout session, subscription …
    kind       text collate "C" not null check (kind in ('coupon', 'promotion_code')),
    item_id    text collate "C" not null,
    at         timestamptz not null,
    primary key (account_id, subject, kind, item_id)
) ${by_account};
