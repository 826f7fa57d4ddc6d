-- caller.rs, find_by_phone(): at most ?2 rows, by contact_points_by_key
SELECT DISTINCT c.account_id
FROM contact_points c
JOIN accounts a ON a.id = c.account_id AND a.gone_at IS NULL
WHERE c.kind = 'phone' AND c.compare_key = ?1 AND c.gone_at IS NULL
LIMIT ?2
