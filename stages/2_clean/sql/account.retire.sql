-- account::join_accounts, 1 row, by primary key
UPDATE accounts SET gone_at = ?2 WHERE id = ?1
