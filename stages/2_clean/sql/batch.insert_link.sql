-- link/unwritten::Unwritten::write, 1 row, by primary key
INSERT INTO links (source_id, row_no, account_id, rule, founded, made_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
