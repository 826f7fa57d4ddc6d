-- run::finish, 1 row, one pass over orders and order lines
SELECT (SELECT COUNT(*) FROM order_lines),
       COUNT(*) FILTER (WHERE account_id IS NULL),
       COALESCE(SUM(net_minor) FILTER (WHERE status IN ('kept', 'refund')), 0)
FROM orders
