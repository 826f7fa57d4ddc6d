-- step/split::split, 1 row, by primary key
INSERT OR IGNORE INTO moves (step_id, source_id, row_no, from_id, to_id) VALUES (?1, ?2, ?3, ?4, ?5)
