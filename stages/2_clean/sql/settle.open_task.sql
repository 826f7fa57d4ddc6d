-- reach/settle::settle_account, at most 1 row, by contact_points_by_account; each address once
INSERT OR IGNORE INTO call_tasks (account_id, kind, point_id, value, made_at)
SELECT account_id, kind, id, value, ?3
FROM contact_points
WHERE account_id = ?1 AND kind = ?2 AND gone_at IS NULL AND state IN ('dead', 'moved')
  AND NOT EXISTS (SELECT 1 FROM call_tasks t WHERE t.account_id = ?1 AND t.done_at IS NULL)
ORDER BY state_day DESC, id
LIMIT 1
