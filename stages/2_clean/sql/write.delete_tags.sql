-- account/write::write_tags, a few rows, by primary key
DELETE FROM tags WHERE account_id = ?1
