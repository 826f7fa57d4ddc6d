-- step/take_back::unlink_rows, 1 row, by primary key
SELECT gone_at IS NOT NULL FROM accounts WHERE id = ?1
