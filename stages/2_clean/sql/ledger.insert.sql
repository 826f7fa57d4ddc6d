-- step/ledger::insert_step, 1 row, appended
INSERT INTO steps (kind, account_id, other_id, words, made_at) VALUES (?1, ?2, ?3, ?4, ?5)
