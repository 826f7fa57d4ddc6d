-- growth.rs, read_effort(): three rows at most, the touches done from ?1 to ?2; whoever had no order
-- in ?3 days before a campaign, or before the occasion of a message by itself, was to be won, the others to be kept or grown by its lever.
SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM orders o WHERE o.account_id = l.account_id
                               AND o.day BETWEEN COALESCE(w.day, c.start_day) - ?3 AND COALESCE(w.day, c.start_day) - 1
                               AND o.status = 'kept') THEN 'win'
            WHEN c.lever = 'lifetime' THEN 'keep' ELSE 'grow' END AS aim,
       COUNT(*), COALESCE(SUM(l.cost_minor), 0)
FROM campaigns c JOIN ledger l ON l.campaign_id = c.id
LEFT JOIN occasions w ON w.enrolment_id = l.enrolment_id
WHERE l.arm = 'contacted' AND l.state = 'done' AND l.changed_day > ?1 AND l.changed_day <= ?2
GROUP BY aim ORDER BY aim
