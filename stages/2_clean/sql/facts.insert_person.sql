-- facts::write_person, 1 row, appended
INSERT INTO people (account_id, title, first_name, last_name, role, birthday)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
