-- outcome.rs, read_outcomes(): one row an enrolment, in order of account; enrolments by their
-- unique (campaign, account), orders by orders_by_account.
-- ?1 campaign, ?2 first and ?3 last day of the window, ?4 usual margin share, ?5 days a customer
-- stays active without an order.
SELECT e.account_id, e.arm, e.before_minor,
       COALESCE(SUM(o.net_minor), 0),
       COALESCE(SUM(CASE WHEN o.cost_minor IS NULL THEN o.net_minor * ?4
                         ELSE o.net_minor - o.cost_minor - o.shipping_minor END), 0.0),
       COUNT(o.id) FILTER (WHERE o.status = 'kept'),
       EXISTS (SELECT 1 FROM orders b WHERE b.account_id = e.account_id AND b.status = 'kept'
                 AND b.day BETWEEN c.start_day - ?5 AND c.start_day - 1)
FROM enrolments e JOIN campaigns c ON c.id = e.campaign_id
LEFT JOIN orders o ON o.account_id = e.account_id AND o.day BETWEEN ?2 AND ?3
                  AND o.status IN ('kept', 'refund')
WHERE e.campaign_id = ?1
GROUP BY e.account_id
ORDER BY e.account_id
