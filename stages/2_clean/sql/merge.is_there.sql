-- step/merge::check_account, 1 row, by primary key
SELECT EXISTS (SELECT 1 FROM accounts WHERE id = ?1 AND gone_at IS NULL)
