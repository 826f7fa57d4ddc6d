-- step/split::split, 1 row, by links_by_account
SELECT COUNT(*) FROM links WHERE account_id = ?1
