-- account::is_linked, at most 1 row, by primary key
SELECT 1 FROM links WHERE source_id = ?1 AND row_no = ?2
