alter table orders.lines add constraint lines_order_fk
    foreign key (account_id, order_id) references orders.placed (account_id, order_id);
alter table orders.timeline add constraint timeline_order_fk
    foreign key (account_id, order_id) references orders.placed (account_id, order_id);
