-- fingerprints::write_fingerprints; one block; primary key, in rising order
INSERT INTO score_fingerprints (first_account, body) VALUES (?1, ?2)
