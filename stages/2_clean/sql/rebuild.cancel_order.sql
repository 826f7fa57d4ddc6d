-- order/rebuild::remove_order, 1 row, by primary key
UPDATE orders SET status = 'cancelled', net_minor = 0, cost_minor = NULL, shipping_minor = 0 WHERE id = ?1
