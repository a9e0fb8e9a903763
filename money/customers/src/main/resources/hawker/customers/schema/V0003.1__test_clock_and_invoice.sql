-- The test clock that a customer lives by, and the invoice behind an entry of the balance.
alter table customers.customer add column test_clock text collate "C";
create index customer_by_clock on customers.customer (account_id, test_clock) where test_clock is not null;
alter table customers.balance_entry add column invoice text collate "C";
