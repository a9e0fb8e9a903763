alter table checkout.cart_lines add constraint cart_lines_cart_fk
    foreign key (user_id, guest) references checkout.carts (user_id, guest) on delete cascade;
