-- link::accounts_by_key, at most 9 rows, by primary keys
SELECT k.account_id, a.gone_at IS NOT NULL
FROM match_keys k
JOIN accounts a ON a.id = k.account_id
WHERE k.rule = ?1 AND k.match_key = ?2
LIMIT ?3
