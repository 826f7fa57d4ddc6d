-- rules/members::read_happening; personal contacts in the shape of events: told by a file, or of a
-- campaign and done; one pass over events and one over the ledger
SELECT e.account_id, 'contact' AS kind, e.day, e.until_day, e.subject, e.detail, e.quantity, e.minutes,
       e.amount_minor
FROM events AS e
WHERE e.kind IN ('call', 'visit', 'ticket')
UNION ALL
SELECT l.account_id, 'contact', COALESCE(l.changed_day, l.due_day), NULL, l.channel, l.reply, NULL, NULL,
       NULL
FROM ledger AS l
WHERE l.state = 'done'
  AND (l.channel <> 'call' OR EXISTS (SELECT 1 FROM call_results AS r
                                      WHERE r.planned_touch_id = l.id AND r.outcome = 'spoke'))
