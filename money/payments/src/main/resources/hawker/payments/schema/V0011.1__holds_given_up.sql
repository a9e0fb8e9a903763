-- A hold that is canceled, or runs out, is kept as a refund that releases; nobody is told of one.
alter table payments.refund add column told boolean not null default true;
