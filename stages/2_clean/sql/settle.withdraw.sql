-- reach/settle::settle_account, at most 1 row, by primary key; a way that works ends all proposals
DELETE FROM archives
WHERE account_id = ?1 AND state <> 'archived'
