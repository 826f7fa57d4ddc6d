-- step/correct::correct_in, 1 row, appended
INSERT INTO edits (step_id, account_id, person_id, field, was, value, made_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
