-- order/rebuild::account_of, at most 1 row, by primary key
SELECT account_id FROM links WHERE source_id = ?1 AND row_no = ?2
