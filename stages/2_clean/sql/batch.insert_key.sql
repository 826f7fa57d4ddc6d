-- link/unwritten::Unwritten::write, 1 row, by primary key
INSERT OR IGNORE INTO match_keys (match_key, account_id) VALUES (?1, ?2)
