-- turns.rs, undo_turn(): one row or none, by primary key; the state decides the race with start.
UPDATE turns SET state = 'undone' WHERE id = ?1 AND state = 'holding'
