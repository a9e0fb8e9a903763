create table webhooks.endpoint (
  account_id bigint not null,
  endpoint_id text collate "C" not null,
  url text not null,
  enabled_events text not null,              -- names with commas between, or *
  status text not null check (status in ('enabled', 'disabled')),
  secret text not null,                      -- must be known to sign with it, so it is not hashed
  api_version text,
  description text,
  metadata text not null,
  failing_since timestamptz,
  created timestamptz not null,
  primary key (account_id, endpoint_id)
) ${by_account};

create table webhooks.delivery (
  account_id bigint not null,
  delivery_id text collate "C" not null,
  endpoint_id text collate "C" not null,
  event_id text collate "C" not null,
  type text not null,
  state text not null check (state in ('pending', 'delivered', 'failed')),
  attempts int not null default 0,
  due_at timestamptz not null,
  claimed_until timestamptz not null,
  created timestamptz not null,
  primary key (account_id, delivery_id),
  unique (account_id, endpoint_id, event_id)
) ${by_account};

-- Cross-account reads that are listed: which endpoints have something due.
create index delivery_due on webhooks.delivery (due_at) where state = 'pending';
create index delivery_of_endpoint on webhooks.delivery (account_id, endpoint_id, due_at) where state = 'pending';

create table webhooks.attempt (
  account_id bigint not null,
  delivery_id text collate "C" not null,
  n int not null,
  at timestamptz not null,
  status int not null,                       -- 0: no answer
  millis bigint not null,
  says text not null,
  primary key (account_id, delivery_id, n)
) ${by_account};
