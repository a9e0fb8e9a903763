alter table catalog.variants add constraint variants_product_fk
    foreign key (account_id, product_id) references catalog.products (account_id, product_id);
alter table catalog.prices add constraint prices_variant_fk
    foreign key (account_id, variant_id) references catalog.variants (account_id, variant_id);
alter table catalog.stock add constraint stock_variant_fk
    foreign key (account_id, variant_id) references catalog.variants (account_id, variant_id);
alter table catalog.images add constraint images_product_fk
    foreign key (account_id, product_id) references catalog.products (account_id, product_id);
