-- run::finish, 1 row, one pass over orders, order lines and pairs
SELECT (SELECT COUNT(*) FROM order_lines),
       COUNT(*) FILTER (WHERE account_id IS NULL),
       COALESCE(SUM(net_minor) FILTER (WHERE status IN ('kept', 'refund')), 0),
       (SELECT COUNT(*) FROM open_pairs)
FROM orders
