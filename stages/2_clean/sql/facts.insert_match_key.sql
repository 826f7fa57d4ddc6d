-- facts::attach_facts, 1 row, by primary key
INSERT OR IGNORE INTO match_keys (rule, match_key, account_id) VALUES (?1, ?2, ?3)
