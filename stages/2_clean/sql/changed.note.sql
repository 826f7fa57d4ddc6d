-- review/changed::note_changed, at most 1 row, by primary key: accounts never compared need no note
INSERT OR IGNORE INTO looks_changed (account_id)
SELECT ?1
WHERE ?1 <= COALESCE((SELECT CAST(value AS INTEGER) FROM settings WHERE key = 'compared_to_account'), 0)
