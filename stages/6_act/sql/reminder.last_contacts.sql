-- reminder/cadence.rs, read_last_contacts(): a row for each wanted account with a personal contact up to
-- ?2, its own or one of those merged into it; by events_by_account, enrolments_by_account and
-- interactions_by_account. The view personal_contacts says the same of everybody in one pass.
WITH RECURSIVE one (wanted_id, id) AS (
    SELECT value, value FROM rarray(?1)
    UNION
    SELECT one.wanted_id, a.id FROM one JOIN accounts a ON a.merged_into = one.id
)
SELECT wanted_id, MAX(day) FROM (
    SELECT one.wanted_id, e.day FROM one CROSS JOIN events e ON e.account_id = one.id
    WHERE e.kind IN ('call', 'visit', 'ticket') AND e.day <= ?2
    UNION ALL
    SELECT one.wanted_id, COALESCE(l.changed_day, l.due_day) FROM one CROSS JOIN ledger l ON l.account_id = one.id
    WHERE l.state = 'done' AND COALESCE(l.changed_day, l.due_day) <= ?2
      AND (l.channel <> 'call' OR EXISTS (SELECT 1 FROM call_results r
                                          WHERE r.planned_touch_id = l.id AND r.outcome = 'spoke'))
    UNION ALL
    SELECT one.wanted_id, i.day FROM one CROSS JOIN interactions i ON i.account_id = one.id
    WHERE i.kind <> 'note' AND i.undone_at IS NULL AND i.day <= ?2
) GROUP BY wanted_id
