-- step/ledger::read_step, at most 1 row, by primary key
SELECT id, kind, account_id, other_id, source_id, words, made_at, undone_at FROM steps WHERE id = ?1
