-- account/write_points::write_points, a few rows, by contact_points_by_account
SELECT id, kind, compare_key, value, person_id, COALESCE(street, ''), COALESCE(city, ''),
       COALESCE(region, ''), COALESCE(postcode, ''), COALESCE(country, ''), gone_at IS NOT NULL
FROM contact_points
WHERE account_id = ?1
