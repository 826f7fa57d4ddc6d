-- account/write_points::update_point, 1 row, by primary key
UPDATE contact_points
SET person_id = ?2, value = ?3, street = ?4, city = ?5, region = ?6, postcode = ?7, country = ?8,
    gone_at = NULL
WHERE id = ?1
