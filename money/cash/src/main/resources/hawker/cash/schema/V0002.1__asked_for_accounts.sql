-- Refunds whose customers were asked by e-mail for a bank account; the mail holds the secret.
create table cash.asked (
    account_id  bigint not null,
    refund_id   text collate "C" not null,
    secret_hash text collate "C" not null,
    primary key (account_id, refund_id)
) ${by_account};
create unique index asked_by_secret on cash.asked (account_id, secret_hash);
