-- reach/archive::bring_back, 1 row, by primary key
UPDATE archives SET state = 'proposed', step_id = NULL, until_day = NULL, changed_at = ?2
WHERE account_id = ?1
