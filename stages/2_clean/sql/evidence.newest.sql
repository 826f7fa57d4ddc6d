-- reach/evidence::newest_sign, 1 row, by primary key
SELECT COALESCE(MAX(id), 0) FROM contact_signs
