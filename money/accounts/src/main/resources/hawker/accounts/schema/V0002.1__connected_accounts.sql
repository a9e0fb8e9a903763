-- Whether a platform opened the account for one of its sellers: then it has no shop.
ALTER TABLE accounts.accounts ADD COLUMN connected boolean NOT NULL DEFAULT false;
