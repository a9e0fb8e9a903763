-- The wallet that a card came out of: apple_pay, google_pay, link; null: it was typed or read.
alter table vault.payment_method add column wallet text;
