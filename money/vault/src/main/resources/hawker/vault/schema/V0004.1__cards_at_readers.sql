-- How a card was read, if it was held to a reader: JSON.
alter table vault.payment_method add column presence text;
