-- What a seller wants to become of subscriptions that nobody pays; no row: the usual.
create table billing.dunning (
    account_id bigint not null,
    charged    text collate "C" not null check (charged in ('canceled', 'unpaid', 'past_due')),
    sent       text collate "C" not null check (sent in ('canceled', 'unpaid', 'past_due')),
    days       int not null check (days between 1 and 365),   -- after a sent invoice was due
    changed_at timestamptz not null,
    primary key (account_id)
) ${by_account};
