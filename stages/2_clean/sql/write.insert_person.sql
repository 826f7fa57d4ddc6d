-- account/write_people::insert_person, 1 row, appended
INSERT INTO people
    (account_id, title, first_name, last_name, role, birthday, source_id, row_no, person_no)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
