-- run::finish, 1 row, one pass over orders, order lines and pairs
SELECT (SELECT COUNT(*) FROM order_lines),
       COUNT(*) FILTER (WHERE account_id IS NULL),
       COALESCE(SUM(net_minor) FILTER (WHERE status IN ('kept', 'refund')), 0),
       (SELECT COUNT(*) FROM review_pairs r
        JOIN accounts a ON a.id = r.one_id AND a.gone_at IS NULL
        JOIN accounts b ON b.id = r.other_id AND b.gone_at IS NULL
        LEFT JOIN verdicts v ON v.one_id = r.one_id AND v.other_id = r.other_id
        WHERE v.one_id IS NULL)
FROM orders
