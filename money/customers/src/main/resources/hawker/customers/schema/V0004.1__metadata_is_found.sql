-- Searches by metadata: the words of all values, beside the account.
create index customer_by_metadata on customers.customer
    using gin (account_id, jsonb_to_tsvector('simple', detail::jsonb -> 'metadata', '["string"]'))
    with (fastupdate = off)
    where detail like '%"metadata":{"%';
