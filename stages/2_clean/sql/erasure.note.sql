-- reach/erasure::note_erased, 1 row, by primary key
UPDATE archives SET erased_at = ?2 WHERE account_id = ?1
