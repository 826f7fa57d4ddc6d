-- store::write_parties, 1 row, appended to the primary key
INSERT INTO received_contacts (source_id, row_no, contact_no, kind, value) VALUES (?1, ?2, ?3, ?4, ?5)
