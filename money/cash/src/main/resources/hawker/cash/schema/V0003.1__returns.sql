-- What customers have sent goes back to a bank account that they name, or does not after all.
alter table cash.movement drop constraint movement_kind_check;
alter table cash.movement add constraint movement_kind_check
    check (kind in ('funded', 'applied_to_payment', 'unapplied_from_payment', 'refunded_from_payment',
        'return_initiated', 'return_canceled'));
-- Each once.
create unique index movement_of_return on cash.movement (account_id, subject, kind)
    where kind in ('return_initiated', 'return_canceled');
