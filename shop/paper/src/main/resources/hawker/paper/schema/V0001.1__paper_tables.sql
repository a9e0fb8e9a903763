-- How a seller wants to be named on invoices and receipts; no row: as it is known elsewhere.
create table paper.letterhead (
    account_id bigint not null,
    name       text not null check (length(name) <= 100),
    lines      text not null check (length(lines) <= 610),     -- of the address, one a line
    email      text not null check (length(email) <= 100),
    phone      text not null check (length(phone) <= 100),
    registered text not null check (length(registered) <= 100),
    changed_at timestamptz not null,
    primary key (account_id)
) ${by_account};
