-- read::read_row, at most 1 row, by primary keys
SELECT s.name, s.header, r.line_no, r.cells
FROM source_rows r
JOIN sources s ON s.id = r.source_id
WHERE r.source_id = ?1 AND r.row_no = ?2
