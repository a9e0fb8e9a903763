-- Invoices, subscriptions and their kin: the object as the API writes it, what the program keeps beside
-- it, and in columns what is asked for (decision 0070). The columns are written from the two documents.
create table billing.document (
    account_id bigint not null,
    kind       text collate "C" not null
        check (kind in ('invoice', 'invoiceitem', 'invoice_payment', 'subscription',
                        'subscription_schedule', 'test_helpers.test_clock', 'discount',
                        'billing_portal.configuration', 'billing_portal.session')),
    document_id text collate "C" not null,
    version    int not null check (version > 0),
    created    timestamptz not null,           -- as the customer's clock has it
    deleted    boolean not null default false,
    state      text collate "C" not null,      -- its status in the API; '' where it has none
    customer   text collate "C",
    parent     text collate "C",               -- what it belongs to: the subscription, the invoice …
    intent     text collate "C",               -- the payment intent that pays it
    clock      text collate "C",               -- the test clock it lives by
    due        timestamptz,                    -- when the program has to do something about it
    fact       text collate "C",               -- what it was made for, once: subscription@period
    body       jsonb not null,
    detail     jsonb not null,
    primary key (account_id, kind, document_id)
) ${by_account};
create index document_listing on billing.document (account_id, kind, created desc, document_id desc);
create index document_of_customer on billing.document (account_id, customer, kind) where customer is not null;
create index document_of_parent on billing.document (account_id, parent, kind) where parent is not null;
create index document_of_clock on billing.document (account_id, clock, due) where clock is not null;
-- An intent pays one invoice; a period is invoiced once.
create unique index document_of_intent on billing.document (account_id, kind, intent) where intent is not null;
create unique index document_of_fact on billing.document (account_id, fact) where fact is not null;
-- A subscription is found by an item or a price in it.
create index document_of_subscriptions on billing.document using gin (body jsonb_path_ops)
    where kind = 'subscription';
