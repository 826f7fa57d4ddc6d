-- opportunity/keep.rs, add_opportunity(): 1 row, no index
INSERT INTO opportunities (account_id, made_at) VALUES (?1, ?2)
