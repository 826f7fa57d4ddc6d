-- growth.rs, read_months(): one row, the orders from ?1 to ?2 from orders_by_day alone.
SELECT COALESCE(SUM(net_minor), 0), COUNT(*) FILTER (WHERE status = 'kept') FROM orders
WHERE day BETWEEN ?1 AND ?2 AND status IN ('kept', 'refund')
