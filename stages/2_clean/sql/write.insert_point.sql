-- account/write_points::insert_point, 1 row, appended
INSERT INTO contact_points
    (account_id, person_id, kind, value, compare_key, street, city, region, postcode, country)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
