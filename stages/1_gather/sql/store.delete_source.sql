-- store::remove_rows, 1 row, by primary key
DELETE FROM sources WHERE id = ?1 AND complete = 0
