-- When a coupon is deleted, what was redeemed of it is forgotten: another may be made under its id.
create index redemption_of_item on pricing.redemption (account_id, kind, item_id);
