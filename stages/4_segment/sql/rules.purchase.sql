-- rules/members::read_purchases; accounts with at least ?11 such kept orders; orders_by_day, lines by
-- primary key only where goods are asked for
SELECT o.account_id
FROM orders AS o
WHERE o.account_id IS NOT NULL AND o.status = 'kept' AND o.day >= ?1 AND o.day <= ?2
  AND (?7 IS NULL OR lower(o.channel) = ?7 OR (?8 AND instr(lower(o.channel), ?7) > 0))
  AND (?9 IS NULL OR o.net_minor BETWEEN ?9 AND ?10)
  AND ((?3 IS NULL AND ?5 IS NULL) OR EXISTS (
      SELECT 1 FROM order_lines AS l
      WHERE l.order_id = o.id AND l.quantity > 0
        AND (?3 IS NULL OR lower(l.product) = ?3 OR lower(l.product_key) = ?3
             OR (?4 AND instr(lower(l.product), ?3) > 0))
        AND (?5 IS NULL OR lower(l.category) = ?5 OR (?6 AND instr(lower(l.category), ?5) > 0))))
GROUP BY o.account_id
HAVING COUNT(*) >= ?11
ORDER BY o.account_id
