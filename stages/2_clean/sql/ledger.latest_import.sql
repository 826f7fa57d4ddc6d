-- step/ledger::latest_import_step, at most 1 row, by links_by_account and steps_by_source
SELECT MAX(s.id) FROM links l
JOIN steps s ON s.source_id = l.source_id AND s.kind = 'import' AND s.undone_at IS NULL
WHERE l.account_id IN (?1, ?2)
