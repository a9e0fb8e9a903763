-- While a shop is closed: what buyers read about it, possibly nothing. Null: it is open.
ALTER TABLE accounts.accounts ADD COLUMN closed text;
