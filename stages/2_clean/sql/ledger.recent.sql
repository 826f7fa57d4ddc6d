-- step/ledger::read_recent_steps, as many as asked for, by primary key
SELECT id, kind, account_id, other_id, source_id, words, made_at, undone_at
FROM steps ORDER BY id DESC LIMIT ?1
