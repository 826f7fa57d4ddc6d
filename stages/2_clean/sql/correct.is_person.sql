-- step/correct::check, at most 1 row, by primary key
SELECT 1 FROM people WHERE id = ?1 AND account_id = ?2 AND gone_at IS NULL
