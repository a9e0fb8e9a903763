CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA market;

-- What buyers can find: one row for each product that is for sale, in all shops. A projection of the
-- catalog, fed by its events; it decides what a list holds and in which order. What a card says
-- (price, stock) is read from the catalog when it is drawn.
CREATE TABLE market.listing (
    product_id   text COLLATE "C"   NOT NULL,
    account_id   bigint             NOT NULL,
    slug         text COLLATE "C"   NOT NULL,
    title        text               NOT NULL,
    brand        text               NOT NULL,
    type         text               NOT NULL,
    price        bigint             NOT NULL,
    currency     text COLLATE "C"   NOT NULL,
    in_stock     boolean            NOT NULL,
    created_at   timestamptz        NOT NULL,
    words        text               NOT NULL,
    search       tsvector           NOT NULL,
    CONSTRAINT listing_pk PRIMARY KEY (product_id)
);
CREATE INDEX listing_shop ON market.listing (account_id, product_id);
CREATE INDEX listing_type ON market.listing (type, product_id);
CREATE INDEX listing_search ON market.listing USING gin (search);
