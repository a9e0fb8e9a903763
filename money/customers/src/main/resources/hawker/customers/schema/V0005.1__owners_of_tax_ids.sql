-- Tax numbers belong to customers (cus_…), to connected accounts (acct_…), or, without an owner, to the seller.
alter table customers.tax_id rename column customer_id to owner_id;
