-- rules/members::read_happening; calls, visits and notes in the shape of events: told by a file, made
-- for a campaign or logged by hand; one pass over events, one over call_results, one over interactions
SELECT e.account_id, e.kind, e.day, e.until_day, e.subject, e.detail, e.quantity, e.minutes,
       e.amount_minor
FROM events AS e
UNION ALL
SELECT l.account_id, 'call', r.day, NULL, r.outcome, r.note, NULL, NULL, NULL
FROM call_results AS r
JOIN ledger AS l ON l.id = r.planned_touch_id
UNION ALL
SELECT i.account_id, i.kind, i.day, NULL, '', i.note, NULL, NULL, NULL
FROM interactions AS i
WHERE i.undone_at IS NULL
