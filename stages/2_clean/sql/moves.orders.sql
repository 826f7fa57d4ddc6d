-- step/moves::orders_of, the orders of one account, by orders_by_account
SELECT DISTINCT s.namespace, o.order_key
FROM orders o
JOIN sources s ON s.id = o.source_id
WHERE o.account_id = ?1
