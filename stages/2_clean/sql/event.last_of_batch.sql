-- event::read_source_events, 1 row, by primary key
SELECT MAX(row_no) FROM (
    SELECT row_no FROM received_events WHERE source_id = ?1 AND row_no > ?2 ORDER BY row_no LIMIT ?3
)
