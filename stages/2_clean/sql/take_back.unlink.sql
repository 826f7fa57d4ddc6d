-- step/take_back::unlink_rows, a few rows, by links_by_account
DELETE FROM links WHERE source_id = ?1 AND account_id = ?2
