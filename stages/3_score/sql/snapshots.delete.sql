-- snapshots::write_snapshot, drop_old_snapshots; the blocks of one run; primary key
DELETE FROM score_snapshots WHERE run_id = ?1
