-- today.rs, read_months(): one row a month with an order, at most 25; days first, by orders_by_day,
-- so that only some hundred days have to be told their month.
SELECT strftime('%Y-%m', day * 86400, 'unixepoch') AS month, SUM(revenue_minor)
FROM (SELECT day, SUM(net_minor) AS revenue_minor FROM orders
      WHERE day > ?1 AND day <= ?2 AND status IN ('kept', 'refund') GROUP BY day)
GROUP BY month ORDER BY month
