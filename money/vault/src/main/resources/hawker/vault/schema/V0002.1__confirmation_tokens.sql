-- What a buyer chose and said on the page, in one name that serves one confirmation.
create table vault.confirmation_token (
    account_id            bigint not null,
    confirmation_token_id text collate "C" not null,
    payment_method_id     text collate "C" not null,
    return_url            text,
    setup_future_usage    text,
    shipping              text,            -- JSON
    acceptance            text,            -- JSON: how a mandate was accepted
    use_stripe_sdk        boolean not null,
    created_at            timestamptz not null,
    expires_at            timestamptz not null,
    used_for              text collate "C", -- the intent that was confirmed with it
    primary key (account_id, confirmation_token_id)
) ${by_account};
