-- Customers have a room of their own, which stands below this one (decision 0052).
insert into customers.customer (account_id, customer_id, name, email, phone, description, detail,
    default_method, default_source, created, deleted_at)
select account_id, customer_id, name, email, phone, description, detail,
    default_method, default_source, created, deleted_at
from payments.customer;
drop table payments.customer;
