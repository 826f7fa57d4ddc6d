-- gap_read::read_histories, one row a source of orders, a scan of a small table
SELECT id, name, first_day, last_day, months
FROM sources
WHERE complete = 1 AND undone_at IS NULL AND months <> '[]' AND (?1 IS NULL OR id = ?1)
ORDER BY id
