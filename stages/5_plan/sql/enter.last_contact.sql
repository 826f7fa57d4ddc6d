-- trigger/enter.rs, start_day(): one row; the touches of one account, by enrolments_by_account.
SELECT MAX(h.changed_day) FROM enrolments e
CROSS JOIN planned_touches p ON p.enrolment_id = e.id
CROSS JOIN handovers h ON h.planned_touch_id = p.id
WHERE e.account_id = ?1 AND h.state IN ('started', 'open', 'done', 'in_doubt')
