-- opt_out::read_sharing, a few rows, by contact_points_by_account and contact_points_by_key
SELECT DISTINCT d.account_id
FROM contact_points c
JOIN contact_points d ON d.kind = c.kind AND d.compare_key = c.compare_key AND d.gone_at IS NULL
WHERE c.account_id = ?1 AND d.account_id <> ?1 AND c.kind IN (SELECT value FROM rarray(?2))
