-- account::link_row, 1 row, by primary key
INSERT OR IGNORE INTO account_keys (namespace, party_key, account_id) VALUES (?1, ?2, ?3)
