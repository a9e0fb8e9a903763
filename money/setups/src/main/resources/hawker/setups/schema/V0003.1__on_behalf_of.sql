-- The connected account that a card is kept for.
alter table setups.setup_attempt add column on_behalf_of text;
