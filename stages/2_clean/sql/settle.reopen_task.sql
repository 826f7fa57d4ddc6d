-- reach/settle::reopen_task, at most 1 row, by primary key
UPDATE call_tasks SET done_at = NULL, outcome = '' WHERE id = ?1
