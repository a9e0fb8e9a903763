-- What was made as a source (src_…), and what a buyer has promised by a way of their own bank.
alter table vault.payment_method add column as_source boolean not null default false;
alter table vault.payment_method drop constraint payment_method_has_a_source;
alter table vault.payment_method add constraint payment_method_has_a_source check (
    case when kind is null or kind in ('sepa_debit', 'us_bank_account')
         then (fixed_name is null) <> (card_id is null)
         else fixed_name is null and card_id is null end);
alter table vault.payment_method drop constraint payment_method_of_a_kind;
alter table vault.payment_method add constraint payment_method_of_a_kind check (
    case when kind is null then exp_month is not null and exp_year is not null
         else kind in ('sepa_debit', 'us_bank_account', 'customer_balance') or as_source end);
