-- facts::owner_of_email, at most 1 row, by contact_points_by_key
SELECT person_id FROM contact_points WHERE kind = 'email' AND compare_key = ?2 AND account_id = ?1
