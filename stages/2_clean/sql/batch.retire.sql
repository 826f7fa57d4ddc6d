-- link/batch::join_accounts, 1 row, by primary key
UPDATE accounts SET gone_at = ?2, merged_into = ?3 WHERE id = ?1
