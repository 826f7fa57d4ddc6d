-- link/batch::found_account, 1 row, by primary key
UPDATE accounts SET gone_at = NULL, merged_into = NULL WHERE id = ?1
