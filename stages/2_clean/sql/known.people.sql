-- link/known::read_known, a few rows, by people_by_account
SELECT first_name, last_name FROM people WHERE account_id = ?1 AND gone_at IS NULL
