-- order/rebuild::remove_order, at most 1 row, by primary key
DELETE FROM orders
WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM redemptions WHERE order_id = ?1)
