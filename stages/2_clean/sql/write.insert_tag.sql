-- account/write::write_tags, 1 row, by primary key
INSERT INTO tags (account_id, tag) VALUES (?1, ?2)
