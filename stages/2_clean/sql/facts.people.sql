-- facts::read_people, a few rows, by people_by_account
SELECT id, title, first_name, last_name FROM people WHERE account_id = ?1 ORDER BY gone_at IS NOT NULL, id
