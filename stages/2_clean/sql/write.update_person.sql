-- account/write_people::update_person, 1 row, by primary key
UPDATE people
SET title = ?2, first_name = ?3, last_name = ?4, role = ?5, birthday = ?6, gone_at = NULL
WHERE id = ?1
