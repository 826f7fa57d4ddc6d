-- gap_read::read_people, 1 row, a scan of stated totals joined to orders_by_account through links
WITH stated AS (
    SELECT k.account_id, MAX(p.order_count) AS orders, MAX(COALESCE(p.total_spent_minor, 0)) AS spent
    FROM received_parties p
    JOIN sources s ON s.id = p.source_id
    JOIN links k ON k.source_id = p.source_id AND k.row_no = p.row_no
    WHERE p.order_count IS NOT NULL AND s.complete = 1 AND s.undone_at IS NULL
    GROUP BY k.account_id
), held AS (
    SELECT t.account_id, t.orders, t.spent,
           (SELECT COUNT(*) FROM orders o WHERE o.account_id = t.account_id AND o.status = 'kept') AS have,
           (SELECT COALESCE(SUM(o.net_minor), 0) FROM orders o
            WHERE o.account_id = t.account_id AND o.status IN ('kept', 'refund')) AS kept_minor
    FROM stated t
)
SELECT COUNT(*), COALESCE(SUM(orders - have), 0), COALESCE(SUM(MAX(spent - kept_minor, 0)), 0)
FROM held
WHERE orders > have
