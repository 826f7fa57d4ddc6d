-- order/rebuild::write_order, 1 row, by orders_once
UPDATE orders
SET account_id = ?3, day = ?4, net_minor = ?5, cost_minor = ?6, shipping_minor = ?7, status = ?8,
    channel = ?9, currency = ?10, code = ?11, source_id = ?12
WHERE namespace = ?1 AND order_key = ?2
