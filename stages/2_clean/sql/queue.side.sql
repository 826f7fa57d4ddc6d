-- review/queue::read_side, 1 row, by orders_by_account
SELECT CASE a.name WHEN '' THEN 'Customer ' || a.number ELSE a.name END,
       COUNT(o.id) FILTER (WHERE o.status = 'kept'),
       MAX(o.day) FILTER (WHERE o.status = 'kept'),
       COALESCE(SUM(o.net_minor) FILTER (WHERE o.status IN ('kept', 'refund')), 0)
FROM accounts a
LEFT JOIN orders o ON o.account_id = a.id
WHERE a.id = ?1
