-- store::write_batch, 1 row, appended to the primary key
INSERT INTO source_rows (source_id, row_no, line_no, cells) VALUES (?1, ?2, ?3, ?4)
