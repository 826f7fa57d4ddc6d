-- order/rebuild::write_order, 1 row, appended
INSERT INTO orders
    (namespace, order_key, account_id, day, net_minor, cost_minor, shipping_minor, status, channel,
     currency, code, source_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
