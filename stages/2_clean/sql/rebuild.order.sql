-- order/rebuild::read_order, at most 1 row, by orders_once
SELECT id, account_id, day, net_minor, cost_minor, shipping_minor, status, channel, currency, code,
       source_id
FROM orders
WHERE namespace = ?1 AND order_key = ?2
