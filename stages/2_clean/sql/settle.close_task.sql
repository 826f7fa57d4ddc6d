-- reach/settle::close_task, 1 row, by primary key
UPDATE call_tasks SET done_at = ?2, outcome = ?3 WHERE id = ?1 AND done_at IS NULL
