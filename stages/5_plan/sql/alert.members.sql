-- trigger/alert.rs, send_alert(): everybody on one list on a day, by primary key.
-- Who gave back what it was for is not on it any more; who is left alone on purpose never was.
SELECT DISTINCT m.account_id FROM list_members m
JOIN enrolments e ON e.id = m.enrolment_id AND e.arm = 'contacted'
WHERE m.list = ?1 AND m.from_day <= ?2 AND (m.until_day IS NULL OR m.until_day >= ?2)
  AND NOT EXISTS (
    SELECT 1 FROM occasions x WHERE x.enrolment_id = m.enrolment_id AND x.order_key <> ''
     AND (NOT EXISTS (SELECT 1 FROM orders o
                         WHERE o.namespace = x.namespace AND o.order_key = x.order_key AND o.status = 'kept')
         OR EXISTS (SELECT 1 FROM orders o JOIN orders r ON r.refund_of = o.id
                    WHERE o.namespace = x.namespace AND o.order_key = x.order_key)))
ORDER BY m.account_id
