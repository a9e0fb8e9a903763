-- Refunds of what customers have sent by bank transfer and no payment has used: they have no charge.
alter table payments.refund alter column charge_id drop not null;
alter table payments.refund alter column method drop not null;
alter table payments.refund add constraint refund_origin_check
    check (charge_id is not null and method is not null or paid_with = 'customer_balance' and customer is not null);
