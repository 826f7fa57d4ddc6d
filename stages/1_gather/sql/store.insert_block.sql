-- store::write_batch, 1 row, appended to the primary key
INSERT INTO source_blocks (source_id, first_row, row_count, first_line, lines, cells)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
