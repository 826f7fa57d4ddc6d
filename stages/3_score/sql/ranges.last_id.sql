-- ranges::read_last_id; one row; the end of the primary key
SELECT COALESCE(MAX(account_id), 0) FROM account_histories
