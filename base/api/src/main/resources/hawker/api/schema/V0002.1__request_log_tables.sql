-- What programs asked of the API: 30 days of it, and never more than two million rows.
CREATE TABLE api.request (
    account_id      bigint NOT NULL,
    at              timestamptz NOT NULL,
    request_id      text COLLATE "C" NOT NULL,
    key_id          text COLLATE "C" NOT NULL,
    method          text NOT NULL,
    path            text NOT NULL,
    status          smallint NOT NULL,
    idempotency_key text,
    parameters      text,                    -- JSON, secrets starred out; cut off when long
    micros          bigint NOT NULL,
    PRIMARY KEY (account_id, at, request_id)
) ${by_account};

-- For pruning: by age, and by how many there are.
CREATE INDEX request_at ON api.request (at);
