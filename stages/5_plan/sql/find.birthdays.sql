-- trigger/find.rs, read_returns(): the people born on one day, by people_by_birthday.
SELECT p.account_id, p.birthday, NULL, p.first_name, NULL, NULL, '', '', CAST(p.id AS TEXT)
FROM people p JOIN accounts a ON a.id = p.account_id
WHERE p.birthday = ?1 AND p.gone_at IS NULL AND a.gone_at IS NULL
  AND a.kind IN ('firm', 'household')
ORDER BY p.id
