-- order/refund::find_refunded, at most 1 row, by orders_by_account and the key of order lines
SELECT o.id
FROM orders r
JOIN orders o ON o.account_id = r.account_id AND o.day <= r.day AND o.status = 'kept'
             AND o.net_minor >= -r.net_minor
WHERE r.id = ?1
  AND NOT EXISTS (
      SELECT 1 FROM order_lines b
      WHERE b.order_id = r.id AND b.net_minor < 0
        AND NOT EXISTS (SELECT 1 FROM order_lines a
                        WHERE a.order_id = o.id AND a.product_key = b.product_key
                          AND a.product_key <> '' AND a.quantity >= ABS(b.quantity)))
ORDER BY o.day DESC, o.id DESC
LIMIT 1
