-- Searches by metadata: the words of all values, beside the account. Entries are made at once, not gathered: a search reads what was gathered one by one.
create index intent_by_metadata on payments.intent
    using gin (account_id, jsonb_to_tsvector('simple', terms::jsonb -> 'notes' -> 'metadata', '["string"]'))
    with (fastupdate = off)
    where terms like '%"metadata":{"%';
create index charge_edit_by_metadata on payments.charge_edit
    using gin (account_id, jsonb_to_tsvector('simple', notes::jsonb -> 'metadata', '["string"]'))
    with (fastupdate = off)
    where notes like '%"metadata":{"%';
