-- step/take_back::unlink_rows, at most one batch, by primary key of links
SELECT DISTINCT account_id FROM links WHERE source_id = ?1 LIMIT ?2
