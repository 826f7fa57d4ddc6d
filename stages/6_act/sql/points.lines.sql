-- loyalty/standing.rs, read_standing(): the newest hundred rows of one account, by points_by_account.
SELECT day, kind, points FROM points
WHERE account_id IN (SELECT ?1 UNION SELECT id FROM accounts WHERE merged_into = ?1)
ORDER BY id DESC LIMIT 100
