-- read::read_receipt, 1 row, by row_problems_by_source
SELECT COUNT(DISTINCT row_no) FROM row_problems WHERE source_id = ?1 AND lost = 1
