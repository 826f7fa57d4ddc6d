-- reach/archive::archive, at most 1 row, by primary key
UPDATE archives SET state = 'archived', step_id = ?2, until_day = ?3, changed_at = ?4
WHERE account_id = ?1 AND state = 'proposed'
