-- Whether a platform may only read what the account has.
alter table connect.connection add column reads_only boolean not null default false;
