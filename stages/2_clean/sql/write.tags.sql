-- account/write::write_tags, a few rows, by primary key
SELECT tag FROM tags WHERE account_id = ?1 ORDER BY tag
