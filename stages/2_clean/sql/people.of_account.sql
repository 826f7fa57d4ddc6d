-- review/people::read_rows, one row a person of an account, by people_by_account and
-- contact_points_by_account
SELECT account_id, kind, number, first_name, last_name, company, email, phone, street, city, postcode,
       born
FROM compared_people
WHERE account_id = ?1
