-- Bank accounts and customers' cash stand beside cards. The number of a bank account is sealed in
-- vault.card like a card's.
alter table vault.payment_method alter column exp_month drop not null;
alter table vault.payment_method alter column exp_year drop not null;
alter table vault.payment_method add column kind text;  -- null: a card
alter table vault.payment_method add column bank text;  -- JSON: what may be shown of a bank account
alter table vault.payment_method drop constraint payment_method_has_a_source;
alter table vault.payment_method add constraint payment_method_has_a_source check (
    case when kind = 'customer_balance' then fixed_name is null and card_id is null
         else (fixed_name is null) <> (card_id is null) end);
alter table vault.payment_method add constraint payment_method_of_a_kind check (
    case when kind is null then exp_month is not null and exp_year is not null
         else kind in ('sepa_debit', 'us_bank_account', 'customer_balance') end);
