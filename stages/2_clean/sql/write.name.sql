-- account/write::is_renamed, 1 row, by primary key
SELECT name FROM accounts WHERE id = ?1
