-- reach/sign::insert_sign, 1 row, by the unique origin
INSERT OR IGNORE INTO contact_signs (kind, compare_key, sign, day, origin, evidence)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
