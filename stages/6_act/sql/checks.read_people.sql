-- checks.rs, read_people(): a few rows an account, by people_by_account.
SELECT p.account_id, p.id, p.title, p.first_name, p.last_name
FROM (SELECT DISTINCT value FROM rarray(?1)) wanted
CROSS JOIN people p ON p.account_id = wanted.value
WHERE p.gone_at IS NULL
ORDER BY p.account_id, p.id
