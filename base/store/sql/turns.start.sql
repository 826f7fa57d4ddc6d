-- turns.rs, start_turn(): one row or none, by primary key; a failed turn may be started again.
UPDATE turns SET state = 'running', problem = NULL
WHERE id = ?1 AND state IN ('holding', 'running', 'failed')
