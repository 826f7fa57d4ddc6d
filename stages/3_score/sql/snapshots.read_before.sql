-- snapshots::read_run_before; at most one row; primary keys
SELECT r.id, r.as_of
FROM score_runs AS r
WHERE r.id < ?1 AND r.as_of < ?2
  AND EXISTS (SELECT 1 FROM score_snapshots AS s WHERE s.run_id = r.id)
ORDER BY r.id DESC
LIMIT 1
