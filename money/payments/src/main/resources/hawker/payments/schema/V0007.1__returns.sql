-- Refunds that wait until their customer has said, asked by e-mail, which bank account they go to.
alter table payments.refund drop constraint refund_status_check;
alter table payments.refund add constraint refund_status_check
    check (status in ('pending', 'requires_action', 'succeeded', 'failed', 'canceled'));
alter table payments.refund add column asks_email text;        -- who is asked
alter table payments.refund add column asked_at timestamptz;
alter table payments.refund add column asks_until timestamptz;
alter table payments.refund add column goes_to text;           -- pm_…: the account that was told
