-- step/ledger::import_step, 1 row, appended
INSERT INTO steps (kind, source_id, words, made_at) VALUES ('import', ?1, ?2, ?3)
