-- source::decide_space, at most 1 row, by primary key of account_keys
SELECT 1 FROM account_keys WHERE namespace = ?1 LIMIT 1
