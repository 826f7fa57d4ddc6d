-- store::remove_rows, at most 20,000 rows, by row_problems_by_source
DELETE FROM row_problems
WHERE id IN (SELECT id FROM row_problems WHERE source_id = ?1 LIMIT 20000)
