-- snapshots::read_bodies; the blocks of one run; primary key
SELECT body FROM score_snapshots WHERE run_id = ?1 ORDER BY first_account
