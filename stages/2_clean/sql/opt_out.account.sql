-- opt_out::opt_out, at most 1 row, by primary key
SELECT 1 FROM accounts WHERE id = ?1
