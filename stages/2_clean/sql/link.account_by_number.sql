-- link::account_by_number, at most 1 row, by primary keys
SELECT k.account_id, a.gone_at IS NOT NULL
FROM account_keys k
JOIN accounts a ON a.id = k.account_id
WHERE k.namespace = ?1 AND k.party_key = ?2
