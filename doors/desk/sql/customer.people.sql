-- customer.rs, read_customer(): the people of one account, by people_by_account.
SELECT title, first_name, last_name, role FROM people
WHERE account_id = ?1 AND gone_at IS NULL ORDER BY id
