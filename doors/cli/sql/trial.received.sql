-- trial.rs, received_touches(): one row a touch that reached its account, through the ledger view.
SELECT a.number,
       (SELECT k.value FROM contact_points k
        WHERE k.account_id = l.account_id AND k.kind = 'email' AND k.gone_at IS NULL LIMIT 1),
       l.channel, l.due_day, CASE WHEN c.percent > 0 THEN c.code END
FROM ledger l JOIN accounts a ON a.id = l.account_id
LEFT JOIN offer_codes c ON c.enrolment_id = l.enrolment_id
WHERE l.arm = 'contacted' AND l.state = 'done'
  AND NOT EXISTS (SELECT 1 FROM call_results r
                  WHERE r.planned_touch_id = l.id AND r.outcome <> 'spoke')
ORDER BY l.id
