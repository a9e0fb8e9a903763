-- What the operations of the tests do.
CREATE TABLE effects.effect (
    account_id bigint NOT NULL,
    effect_id  text COLLATE "C" NOT NULL,
    note       text NOT NULL,
    PRIMARY KEY (account_id, effect_id)
) ${by_account};
