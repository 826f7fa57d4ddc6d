-- account/write::write_consents, 1 row, by primary key
INSERT INTO consents (account_id, channel, basis, day, proof) VALUES (?1, ?2, ?3, ?4, ?5)
