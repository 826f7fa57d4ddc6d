-- read::read_problems, one page, by row_problems_by_source
SELECT row_no, line_no, column, value, reason, lost
FROM row_problems
WHERE source_id = ?1
ORDER BY row_no, id
LIMIT ?2 OFFSET ?3
