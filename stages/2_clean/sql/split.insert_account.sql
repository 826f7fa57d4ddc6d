-- step/split::split, 1 row, appended
INSERT INTO accounts (kind, name) SELECT kind, '' FROM accounts WHERE id = ?1
