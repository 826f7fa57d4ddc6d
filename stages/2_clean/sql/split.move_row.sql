-- step/split::split, 1 row, by primary key
UPDATE links SET account_id = ?1 WHERE source_id = ?2 AND row_no = ?3 AND account_id = ?4
