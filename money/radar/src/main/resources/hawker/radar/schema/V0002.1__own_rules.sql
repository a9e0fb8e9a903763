-- What sellers say themselves about payments. Words never change: who edits a rule ends it and puts another in its
-- place, so that a payment can always say by which words it was decided.
create table radar.own_rule (
    account_id  bigint not null,
    rule_id     text collate "C" not null,    -- ssr_…
    words       text not null,                -- Block if :card_country: != 'US'
    place       integer not null,             -- in the seller's order
    switched_on boolean not null,
    made_by     text not null,
    created     timestamptz not null,
    ended       timestamptz,                  -- null: it stands
    primary key (account_id, rule_id)
) ${by_account};
create index own_rule_standing on radar.own_rule (account_id, place) where ended is null;
