-- event::read_source_events, one batch, by primary keys; the mailbox it came from tells the person
INSERT OR IGNORE INTO events
    (account_id, person_id, day, until_day, kind, subject, detail, quantity, minutes, amount_minor,
     source_id, row_no, event_no)
SELECT l.account_id,
       (SELECT c.person_id FROM contact_points c
        WHERE e.email IS NOT NULL AND c.account_id = l.account_id AND c.kind = 'email'
          AND c.value = e.email),
       COALESCE(e.day, s.last_day, CAST(julianday(s.imported_at) - 2440587.5 AS INTEGER)),
       e.until_day, e.kind, e.subject, e.detail, e.quantity, e.minutes, e.amount_minor,
       e.source_id, e.row_no, e.event_no
FROM received_events e
JOIN sources s ON s.id = e.source_id
JOIN links l ON l.source_id = e.source_id AND l.row_no = e.row_no
WHERE e.source_id = ?1 AND e.row_no > ?2 AND e.row_no <= ?3
