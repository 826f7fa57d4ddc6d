-- account::insert_account, at most 1 row, by primary key
UPDATE accounts SET gone_at = NULL, kind = ?2 WHERE id = ?1 AND gone_at IS NOT NULL
