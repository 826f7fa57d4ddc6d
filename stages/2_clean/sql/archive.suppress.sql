-- reach/archive::archive, a few rows, by contact_points_by_account
INSERT OR IGNORE INTO suppressions (channel, compare_key, reason, since)
SELECT CASE kind WHEN 'email' THEN 'email' WHEN 'post' THEN 'letter' ELSE 'call' END, compare_key,
       ?2, ?3
FROM contact_points
WHERE account_id = ?1 AND gone_at IS NULL
