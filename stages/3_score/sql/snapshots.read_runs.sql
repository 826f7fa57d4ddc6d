-- snapshots::read_snapshot_runs; one row per kept snapshot; primary keys
SELECT r.id, r.as_of
FROM score_runs AS r
WHERE EXISTS (SELECT 1 FROM score_snapshots AS s WHERE s.run_id = r.id)
ORDER BY r.id DESC
