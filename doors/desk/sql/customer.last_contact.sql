-- timeline.rs, read_last_contact(): one row, the newest personal contact of one account up to a day;
-- by events_by_account and enrolments_by_account.
SELECT MAX(day) FROM (
    SELECT e.day AS day FROM events e
    WHERE e.account_id = ?1 AND e.kind IN ('call', 'visit', 'ticket') AND e.day <= ?2
    UNION ALL
    SELECT COALESCE(l.changed_day, l.due_day) FROM ledger l
    WHERE l.account_id = ?1 AND l.state = 'done' AND COALESCE(l.changed_day, l.due_day) <= ?2
      AND (l.channel <> 'call' OR EXISTS (SELECT 1 FROM call_results r
                                          WHERE r.planned_touch_id = l.id AND r.outcome = 'spoke')))
