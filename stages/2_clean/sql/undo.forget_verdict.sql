-- step/undo::forget_verdict, at most 1 row, one pass over what was said
DELETE FROM verdicts WHERE step_id = ?1
