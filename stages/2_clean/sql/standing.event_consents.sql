-- account/standing::read_event_consents, a few rows, by events_by_account
SELECT subject, detail, day, source_id, row_no FROM events
WHERE account_id = ?1 AND kind = 'consent'
ORDER BY day, source_id, row_no, event_no
