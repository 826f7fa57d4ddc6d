-- read::read_row, at most 1 row, by primary keys
SELECT s.name, s.header, b.first_row, b.row_count, b.first_line, b.lines, b.cells, s.merged
FROM source_blocks b
JOIN sources s ON s.id = b.source_id
WHERE b.source_id = ?1 AND b.first_row <= ?2
ORDER BY b.first_row DESC
LIMIT 1
