-- Whether an endpoint hears of the accounts connected to its own, instead of its own.
alter table webhooks.endpoint add column connect boolean not null default false;
