-- rehearsal.rs, preview_one(): one row, by primary key.
SELECT name, number FROM accounts WHERE id = ?1
