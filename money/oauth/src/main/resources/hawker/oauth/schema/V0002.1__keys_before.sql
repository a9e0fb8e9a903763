-- The keys in whose place the newest stand: they work on for minutes, unless all of it ends before.
alter table oauth.token add column access_before text collate "C";
alter table oauth.token add column public_before text collate "C";
