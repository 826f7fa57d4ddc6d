-- step/ledger::close_step, 1 row, by primary key
UPDATE steps SET undone_at = ?2 WHERE id = ?1
