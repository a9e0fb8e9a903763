-- Holders of bank accounts give mandates too.
alter table setups.mandate add column type text not null default 'card';
alter table setups.mandate add column details text not null default '{}';  -- JSON: reference, page
