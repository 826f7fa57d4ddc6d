-- rules/members::read_happening; calls in the shape of events, told by a file or made here; one pass
-- over events and one over call_results
SELECT e.account_id, e.kind, e.day, e.until_day, e.subject, e.detail, e.quantity, e.minutes,
       e.amount_minor
FROM events AS e
UNION ALL
SELECT l.account_id, 'call', r.day, NULL, r.outcome, r.note, NULL, NULL, NULL
FROM call_results AS r
JOIN ledger AS l ON l.id = r.planned_touch_id
