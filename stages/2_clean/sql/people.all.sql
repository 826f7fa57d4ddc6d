-- review/people::read_people, one row a person of the whole base, by people_by_account and
-- contact_points_by_account
SELECT account_id, kind, number, first_name, last_name, company, email, phone, street, city, postcode,
       born
FROM compared_people
WHERE gone_at IS NULL AND kind IN ('household', 'firm')
ORDER BY account_id
