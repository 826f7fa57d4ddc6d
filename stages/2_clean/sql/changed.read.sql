-- review/changed::read_changed, the accounts whose looks changed and that are there, by primary key
SELECT c.account_id
FROM looks_changed c
JOIN accounts a ON a.id = c.account_id
WHERE a.gone_at IS NULL
