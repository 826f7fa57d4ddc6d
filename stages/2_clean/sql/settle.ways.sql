-- reach/settle::settle_account, 1 row, by contact_points_by_account
SELECT COUNT(*) FILTER (WHERE kind = 'email' AND state NOT IN ('dead', 'moved')),
       COUNT(*) FILTER (WHERE kind = 'email' AND state IN ('dead', 'moved')),
       COUNT(*) FILTER (WHERE kind = 'post' AND state NOT IN ('dead', 'moved')),
       COUNT(*) FILTER (WHERE kind = 'post' AND state IN ('dead', 'moved'))
FROM contact_points
WHERE account_id = ?1 AND gone_at IS NULL
