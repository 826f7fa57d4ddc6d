-- commit.rs, write_left_out(): one row, none when it is there already.
INSERT OR IGNORE INTO left_outs (turn_id, account_id, reason) VALUES (?1, ?2, ?3)
