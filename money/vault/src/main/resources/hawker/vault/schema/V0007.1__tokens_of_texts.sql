-- A token may also name a text that is sealed (an identity number, what people told of themselves), or
-- a CVC in memory, of which the database knows nothing. Which it is, its id says.
alter table vault.token alter column payment_method_id drop not null;
alter table vault.token add column sealed_id text collate "C";
alter table vault.token add constraint token_of_one_thing check (
    (payment_method_id is null) or (sealed_id is null));

-- Sealed texts lie beside the numbers. Null: kept as long as a payment method names it.
alter table vault.card add column kept_until timestamptz;
