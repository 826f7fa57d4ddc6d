-- snapshots::write_snapshot; one block; primary key, in rising order
INSERT INTO score_snapshots (run_id, first_account, body) VALUES (?1, ?2, ?3)
