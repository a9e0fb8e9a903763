-- What buyers of a product may do: features, and which products have them.
alter table pricing.item drop constraint item_kind_check;
alter table pricing.item add constraint item_kind_check check (kind in ('product', 'price', 'coupon',
    'promotion_code', 'tax_rate', 'shipping_rate', 'entitlements.feature', 'product_feature'));
-- A lookup key names one feature, and a product has a feature once.
alter table pricing.name drop constraint name_kind_check;
alter table pricing.name add constraint name_kind_check check (kind in ('price', 'promotion_code',
    'entitlements.feature', 'product_feature'));
create index item_features on pricing.item (account_id, (body ->> 'product'))
    where kind = 'product_feature';
