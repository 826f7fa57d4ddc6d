-- account::count_people, 1 row, by people_by_account
SELECT COUNT(*) FROM people WHERE account_id = ?1
