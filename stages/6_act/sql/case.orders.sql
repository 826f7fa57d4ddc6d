-- referral/case.rs, read_orders(): one row for each order with a friend's code, the earliest first;
-- orders with a code by orders_by_code, friends by their unique index, refunds by orders_by_refund_of.
SELECT f.id, o.id, o.account_id, o.day,
       o.net_minor + COALESCE((SELECT SUM(x.net_minor) FROM orders x
                               WHERE x.refund_of = o.id AND x.status = 'refund' AND x.day <= ?1), 0) <= 0
FROM orders o
JOIN friends f ON f.code = REPLACE(REPLACE(UPPER(o.code), '-', ''), ' ', '')
WHERE o.code <> '' AND o.status = 'kept' AND o.account_id IS NOT NULL AND o.day <= ?1
  AND o.day BETWEEN f.came_day AND f.valid_until
ORDER BY o.day, o.id
