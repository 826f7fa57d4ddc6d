-- health::read_health, 1 row, one pass over the orders
SELECT COUNT(*) FILTER (WHERE cost_minor IS NULL), COUNT(*), 0
FROM orders WHERE status = 'kept'
