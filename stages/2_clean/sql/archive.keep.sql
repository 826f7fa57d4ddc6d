-- reach/archive::keep, at most 1 row, by primary key
UPDATE archives SET state = 'kept', changed_at = ?2 WHERE account_id = ?1 AND state = 'proposed'
