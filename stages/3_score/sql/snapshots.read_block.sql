-- snapshots::read_standing; one block; primary key backwards
SELECT body FROM score_snapshots
WHERE run_id = ?1 AND first_account <= ?2
ORDER BY first_account DESC
LIMIT 1
