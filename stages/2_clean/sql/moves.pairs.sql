-- step/moves::read_moves, at most as many as asked for, by primary key
SELECT DISTINCT from_id, to_id FROM moves WHERE step_id = ?1 ORDER BY from_id LIMIT ?2
