-- A card that is held to a reader is charged between two transactions: who does it, and since when.
alter table terminal.thing add column action_key text;         -- names what the reader is doing
alter table terminal.thing add column allow_redisplay text;    -- of the card that it keeps
alter table terminal.thing add column presented_by text;       -- whoever charges the card now
alter table terminal.thing add column presented_at timestamptz;
