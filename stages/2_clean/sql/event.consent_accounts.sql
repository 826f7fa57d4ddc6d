-- event::write_told_consents, the accounts of one batch, by events_once
SELECT DISTINCT account_id FROM events
WHERE source_id = ?1 AND row_no > ?2 AND row_no <= ?3 AND kind = 'consent'
