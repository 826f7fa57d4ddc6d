-- store::write_batch, 1 row, appended to the primary key
INSERT INTO received_messages (source_id, row_no, message_id, day, raw) VALUES (?1, ?2, ?3, ?4, ?5)
