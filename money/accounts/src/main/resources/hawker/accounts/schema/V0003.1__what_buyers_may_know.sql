-- Where buyers may write to, and what the shop takes back and how, in its own words.
ALTER TABLE accounts.accounts ADD COLUMN support_email text;
ALTER TABLE accounts.accounts ADD COLUMN returns text NOT NULL DEFAULT '';
