-- link/known::read_known, at most 1 row, by primary key
SELECT CASE WHEN kind = 'household' THEN '' ELSE name END FROM accounts WHERE id = ?1
