-- trigger/enter.rs, start_day(): one row; the touches of one account and of those merged into it, by enrolments_by_account.
SELECT MAX(h.changed_day) FROM enrolments e
CROSS JOIN planned_touches p ON p.enrolment_id = e.id
CROSS JOIN handovers h ON h.planned_touch_id = p.id
WHERE e.account_id IN (
    WITH RECURSIVE one (id) AS (
        SELECT ?1 UNION SELECT a.id FROM accounts a JOIN one ON a.merged_into = one.id
    ) SELECT id FROM one
) AND h.state IN ('started', 'open', 'done', 'in_doubt')
