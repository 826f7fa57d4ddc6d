-- loyalty/settle.rs, book_orders(): up to a batch of orders without points; orders of the programme's
-- days by orders_by_day, points by their unique index.
SELECT o.id, o.account_id, o.net_minor, o.day
FROM orders o
WHERE o.day BETWEEN ?1 AND ?2 AND o.status = 'kept' AND o.account_id IS NOT NULL AND o.net_minor >= ?3
  AND NOT EXISTS (SELECT 1 FROM points p WHERE p.kind = 'order' AND p.about = o.id)
ORDER BY o.day, o.id
LIMIT ?4
