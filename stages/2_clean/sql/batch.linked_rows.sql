-- link/batch::linked_rows, at most one batch, by primary key
SELECT row_no FROM links WHERE source_id = ?1 AND row_no BETWEEN ?2 AND ?3
