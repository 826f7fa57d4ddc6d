-- turns.rs, set_turn_state(): one row, by primary key.
UPDATE turns SET state = ?2, problem = ?3 WHERE id = ?1
