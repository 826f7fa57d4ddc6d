-- account/write_people::write_people, 1 row, by primary key
UPDATE people SET gone_at = ?2 WHERE id = ?1
