-- step/merge::insert_verdict, 1 row, by primary key
INSERT OR IGNORE INTO verdicts (one_id, other_id, step_id) VALUES (?1, ?2, ?3)
