-- health::read_health, 1 row, by row_problems_by_source and the sources
SELECT (SELECT COUNT(*) FROM (SELECT DISTINCT p.source_id, p.row_no FROM row_problems p
                              JOIN sources s ON s.id = p.source_id
                              WHERE p.lost = 1 AND s.undone_at IS NULL)),
       (SELECT COALESCE(SUM(row_count), 0) FROM sources WHERE undone_at IS NULL AND complete = 1), 0
