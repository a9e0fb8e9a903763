-- Lists of values that rules look payments up in.
create table radar.value_list (
    account_id bigint not null,
    list_id    text collate "C" not null,
    alias      text collate "C" not null,     -- how rules name it: @email_blocklist
    name       text not null,
    item_type  text not null,
    made_by    text not null,
    metadata   text not null,                 -- JSON
    created    timestamptz not null,
    primary key (account_id, list_id),
    unique (account_id, alias)
) ${by_account};

create table radar.value_list_item (
    account_id bigint not null,
    item_id    text collate "C" not null,
    list_id    text collate "C" not null,
    value      text not null,
    made_by    text not null,
    created    timestamptz not null,
    primary key (account_id, item_id),
    unique (account_id, list_id, value)
) ${by_account};
create index value_list_item_by_list on radar.value_list_item (account_id, list_id, item_id);

-- What banks believe to be fraud, once for each notice of the network.
create table radar.warning (
    account_id bigint not null,
    warning_id text collate "C" not null,
    notice_id  text collate "C" not null,     -- the network's own name of it
    charge_id  text collate "C" not null,
    intent_id  text collate "C",
    fraud_type text not null,
    actionable boolean not null,              -- neither refunded nor disputed since
    created    timestamptz not null,
    primary key (account_id, warning_id),
    unique (account_id, notice_id)
) ${by_account};
create index warning_by_charge on radar.warning (account_id, charge_id);

-- Payments that somebody should look at; at most one a charge, whose id gives it its own.
create table radar.review (
    account_id    bigint not null,
    review_id     text collate "C" not null,
    charge_id     text collate "C" not null,
    intent_id     text collate "C",
    postal_code   text,
    address       text,                       -- of the buyer in the network
    closed_reason text,                       -- null: open
    created       timestamptz not null,
    primary key (account_id, review_id)
) ${by_account};
create index review_open on radar.review (account_id, review_id) where closed_reason is null;
