-- review/changed::note_changed, at most 1 row, by the unique index: it gets a new mark; accounts that
-- no comparison began with need no note
INSERT OR REPLACE INTO looks_changed (account_id)
SELECT ?1
WHERE ?1 <= (SELECT MAX(CAST(value AS INTEGER)) FROM settings
             WHERE key IN ('comparing_to_account', 'compared_to_account'))
