-- link/batch::found_account, 1 row, appended
INSERT INTO accounts (kind, name) VALUES (?1, '')
