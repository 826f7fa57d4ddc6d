-- trigger/find.rs, find_occasions(): the orders after the mark, by primary key; earlier ones by
-- orders_by_account, lines by their primary key.
SELECT o.account_id, o.day, o.day,
       COALESCE((SELECT l.product FROM order_lines l
                 WHERE l.order_id = o.id AND l.product <> ''
                   AND (?5 = '' OR instr(lower(l.product), ?5) > 0)
                 ORDER BY l.line_no LIMIT 1), ''),
       NULL, o.net_minor, o.namespace, o.order_key, o.namespace || ' ' || o.order_key
FROM orders o JOIN accounts a ON a.id = o.account_id
WHERE o.id > ?1 AND +o.status = 'kept' AND +o.day BETWEEN ?2 AND ?3
  AND a.gone_at IS NULL AND a.kind IN ('firm', 'household')
  AND (NOT ?4 OR NOT EXISTS (SELECT 1 FROM orders p
                             WHERE p.account_id = o.account_id AND p.status = 'kept'
                               AND (p.day < o.day OR (p.day = o.day AND p.id < o.id))))
  AND (?5 = '' OR EXISTS (SELECT 1 FROM order_lines l
                          WHERE l.order_id = o.id AND instr(lower(l.product), ?5) > 0))
ORDER BY o.id
