-- today.rs, read_months(): one row a month with an order, at most 25; orders by day, one scan.
SELECT strftime('%Y-%m', day * 86400, 'unixepoch') AS month,
       COUNT(DISTINCT account_id), SUM(net_minor)
FROM orders WHERE day > ?1 AND day <= ?2 AND status IN ('kept', 'refund')
GROUP BY month ORDER BY month
