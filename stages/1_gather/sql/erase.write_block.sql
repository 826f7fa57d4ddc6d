-- erase::erase_blocks, 1 row, by primary key
UPDATE source_blocks SET cells = ?3 WHERE source_id = ?1 AND first_row = ?2
