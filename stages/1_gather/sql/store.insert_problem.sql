-- store::write_batch, 1 row, no index
INSERT INTO row_problems (source_id, row_no, line_no, column, value, reason, lost)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
