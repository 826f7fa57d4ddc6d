-- histories::renew_histories; one row; the end of the primary key
SELECT COALESCE(MAX(id), 0) FROM accounts
