-- theme/categories.rs, read_change(): one row for a customer, a first day and a number of days; orders by
-- orders_by_account, lines by primary key.
WITH bought AS (
    SELECT DISTINCT l.category, o.day FROM orders o
    JOIN order_lines l ON l.order_id = o.id AND l.category <> ''
    WHERE o.account_id = ?1 AND o.status = 'kept' AND o.day <= ?2 + ?3
)
SELECT (SELECT COUNT(DISTINCT category) FROM bought WHERE day BETWEEN ?2 - ?3 AND ?2 - 1),
       (SELECT COUNT(DISTINCT category) FROM bought WHERE day BETWEEN ?2 + 1 AND ?2 + ?3),
       (SELECT COUNT(DISTINCT category) FROM bought b WHERE day BETWEEN ?2 + 1 AND ?2 + ?3
          AND NOT EXISTS (SELECT 1 FROM bought c WHERE c.category = b.category AND c.day <= ?2))
