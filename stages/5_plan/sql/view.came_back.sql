-- trigger/view.rs, read_came_back(): one row an arm of one trigger; orders by orders_by_account.
SELECT e.arm, COUNT(*),
       SUM(EXISTS (SELECT 1 FROM orders r WHERE r.account_id = e.account_id AND r.status = 'kept'
                     AND r.day > o.day AND r.day <= MIN(o.day + ?2, ?3)))
FROM trigger_versions v
JOIN campaigns c ON c.trigger_version_id = v.id
JOIN enrolments e ON e.campaign_id = c.id
JOIN occasions o ON o.enrolment_id = e.id
WHERE v.name = ?1
GROUP BY e.arm
ORDER BY e.arm
