-- After a roll the secret before signs too until then, so that no delivery is refused meanwhile.
alter table webhooks.endpoint add column old_secret text, add column old_until timestamptz;

-- An endpoint's own list of deliveries.
create index delivery_list_of_endpoint on webhooks.delivery (account_id, endpoint_id, delivery_id desc);
