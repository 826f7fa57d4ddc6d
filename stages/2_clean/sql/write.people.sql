-- account/write_people::write_people, a few rows, by people_by_account
SELECT id, source_id, row_no, person_no, title, first_name, last_name, role, birthday,
       gone_at IS NOT NULL
FROM people
WHERE account_id = ?1
