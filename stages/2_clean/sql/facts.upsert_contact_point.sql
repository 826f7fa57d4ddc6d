-- facts::write_contact_points, 1 row, by contact_points_by_account
INSERT INTO contact_points
    (account_id, person_id, kind, value, compare_key, street, city, region, postcode, country)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (account_id, kind, compare_key) DO UPDATE
SET person_id = COALESCE(person_id, excluded.person_id),
    region = COALESCE(NULLIF(region, ''), excluded.region),
    city = COALESCE(NULLIF(city, ''), excluded.city),
    postcode = COALESCE(NULLIF(postcode, ''), excluded.postcode),
    country = COALESCE(NULLIF(country, ''), excluded.country),
    gone_at = NULL
