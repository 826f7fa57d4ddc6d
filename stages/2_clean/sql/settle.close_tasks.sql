-- reach/settle::settle_account, at most 1 row, by call_tasks_open
UPDATE call_tasks SET done_at = ?3, outcome = ?4
WHERE account_id = ?1 AND kind = ?2 AND done_at IS NULL
