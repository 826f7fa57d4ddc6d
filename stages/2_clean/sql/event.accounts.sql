-- event::note_accounts, the accounts of one stretch of rows, by events_once
SELECT DISTINCT account_id FROM events
WHERE source_id = ?1 AND row_no > ?2 AND row_no <= ?3
