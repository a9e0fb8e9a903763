-- A rate may be for certain countries, named by two capital letters each.
alter table checkout.shipping_rates add column countries text[] not null default '{}';
alter table checkout.shipping_rates drop constraint shipping_rates_reach_check;
alter table checkout.shipping_rates add constraint shipping_rates_reach_check
    check (reach in ('HOME', 'CHOSEN', 'ABROAD'));
