-- customer.rs, read_customer(): revenue per month, the last 36 with any, by orders_by_account.
SELECT strftime('%Y-%m', o.day * 86400, 'unixepoch') AS month, SUM(o.net_minor)
FROM orders o WHERE o.account_id = ?1 AND o.day > ?2 AND o.status IN ('kept', 'refund')
GROUP BY month ORDER BY month
