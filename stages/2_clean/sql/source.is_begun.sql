-- source::decide_space, at most 1 row, by primary key of links
SELECT 1 FROM links WHERE source_id = ?1 LIMIT 1
