-- Whose buyer an intent's tip is: the reader that read a card for it last. One reader charges at a time.
create table terminal.turn (
    account_id bigint not null,
    intent_id  text collate "C" not null,
    reader     text collate "C" not null,
    who        text collate "C" not null,      -- the claim of that reader
    since      timestamptz,                    -- null: it is done there
    primary key (account_id, intent_id)
) ${by_account};
