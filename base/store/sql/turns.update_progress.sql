-- turns.rs, set_turn_progress(): one row, by primary key.
UPDATE turns SET step = ?2, done = ?3, total = ?4 WHERE id = ?1
