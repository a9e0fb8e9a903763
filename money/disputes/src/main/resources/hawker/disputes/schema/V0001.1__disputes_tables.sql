-- One row a version of a dispute; rows never change. The newest version is the dispute, the primary key the
-- fence: of two changes at once one finds its version taken.
create table disputes.dispute (
    account_id bigint not null,
    dispute_id text collate "C" not null,     -- dp_…
    version int not null check (version > 0),
    at timestamptz not null,
    case_id text collate "C" not null,        -- the network's own name of it
    charge_id text collate "C" not null,
    intent_id text collate "C",
    created timestamptz not null,
    status text not null,
    amount bigint not null check (amount > 0),
    currency text not null,
    fee bigint not null check (fee >= 0),     -- taken with the money
    due_by timestamptz not null,
    detail text not null,                     -- JSON: reason, card, programme, evidence, metadata, journals
    primary key (dispute_id, account_id, version)
) ${by_account};
create unique index dispute_once_a_case on disputes.dispute (account_id, case_id) where version = 1;
create index dispute_listing on disputes.dispute (account_id, dispute_id) where version = 1;
create index dispute_by_charge on disputes.dispute (account_id, charge_id) where version = 1;
create index dispute_by_intent on disputes.dispute (account_id, intent_id) where version = 1;
