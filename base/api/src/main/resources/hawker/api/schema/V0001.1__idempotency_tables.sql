-- One row a key. Without a status the request still runs (or its subject tells the answer).
CREATE TABLE api.idempotency (
    account_id  bigint NOT NULL,
    key         text COLLATE "C" NOT NULL,
    fingerprint text COLLATE "C" NOT NULL,
    request_id  text COLLATE "C" NOT NULL,
    made_at     timestamptz NOT NULL,
    subject     text COLLATE "C",
    status      smallint,
    body        text,
    PRIMARY KEY (account_id, key),
    CONSTRAINT idempotency_answer_whole CHECK ((status IS NULL) = (body IS NULL))
) ${by_account};

-- For pruning only; rows lie in order of time, so a few bytes for many pages are enough.
CREATE INDEX idempotency_made_at ON api.idempotency USING brin (made_at);
