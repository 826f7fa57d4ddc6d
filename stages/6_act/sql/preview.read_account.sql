-- preview.rs, read_account(): at most one row, by primary keys.
SELECT a.kind, a.name, a.number, COALESCE(y.last_product, ''), y.last_day
FROM accounts a
LEFT JOIN account_histories y ON y.account_id = a.id
WHERE a.id = ?1
