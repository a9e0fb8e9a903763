-- What happened, for all rooms. Insert-only; no foreign key and no third index, because every
-- payment writes here (the reasons stand at class Events).
create table platform.event (
    account_id      bigint not null,
    event_id        text collate "C" not null,
    xid             xid8 not null default pg_current_xact_id(),  -- the transaction that wrote it
    types           text not null,                               -- names of events, comma between
    subject         text not null,
    version         int not null,
    payload         text,
    request         text,
    idempotency_key text,
    at              timestamptz not null,
    primary key (event_id, account_id)
) ${by_account};
create index event_in_order on platform.event (xid, event_id);
create index event_of_account on platform.event (account_id, event_id);

-- How far each consumer group has come.
create table platform.event_cursor (
    consumer_group text collate "C" not null primary key,
    xid            xid8 not null,
    event_id       text collate "C" not null
);

-- Events that a group could not handle; a chore offers them again.
create table platform.event_parked (
    account_id     bigint not null,
    consumer_group text collate "C" not null,
    event_id       text collate "C" not null,
    parked_at      timestamptz not null,
    attempts       int not null,
    next_at        timestamptz not null,
    last_error     text not null,
    primary key (account_id, consumer_group, event_id)
) ${by_account};
create index event_parked_due on platform.event_parked (next_at);

-- Claimed by a listener in the transaction of its effect.
create table platform.handled_event (
    account_id     bigint not null,
    consumer_group text collate "C" not null,
    event_id       text collate "C" not null,
    at             timestamptz not null,
    primary key (account_id, consumer_group, event_id)
) ${by_account};
create index handled_event_age on platform.handled_event (at);

create table platform.job (
    account_id    bigint not null,
    job_id        text collate "C" not null,
    kind          text collate "C" not null,
    due_at        timestamptz not null,
    state         text not null check (state in ('ready', 'done', 'dead')),
    fence         bigint not null default 0,
    claimed_until timestamptz not null,
    attempts      int not null default 0,
    payload       text not null,
    last_error    text,
    primary key (account_id, job_id)
) ${by_account};
create index job_due on platform.job (due_at) where state = 'ready';
create index job_age on platform.job (due_at) where state = 'done';

create table platform.lock_row (
    account_id bigint not null,
    lock_name  text collate "C" not null,
    primary key (account_id, lock_name)
) ${by_account};

create table platform.user_lock (
    user_id   bigint not null,
    lock_name text collate "C" not null,
    primary key (user_id, lock_name)
) ${by_user};

-- Who does a piece of work of the whole installation now.
create table platform.lease (
    name       text collate "C" not null primary key,
    holder     text not null,
    held_until timestamptz not null
);

create table platform.chore (
    name      text collate "C" not null primary key,
    next_at   timestamptz not null,
    busy_until timestamptz not null,
    last_run  timestamptz,
    took_ms   bigint not null default 0,
    failed    boolean not null default false,
    failures  bigint not null default 0
);

create table platform.mail (
    account_id bigint not null,
    mail_id    text collate "C" not null,
    mail_key   text collate "C" not null,
    to_address text not null,
    subject    text not null,
    body_text  text not null,
    body_html  text not null,
    at         timestamptz not null,
    sent_at    timestamptz,
    primary key (account_id, mail_id),
    constraint mail_once unique (account_id, mail_key)
) ${by_account};
create index mail_newest on platform.mail (mail_id);
