-- event::delete_source_events, 1 row, by events_once
SELECT MAX(row_no) FROM (
    SELECT row_no FROM events WHERE source_id = ?1 ORDER BY row_no LIMIT ?2
)
