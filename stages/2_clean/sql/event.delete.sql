-- event::delete_source_events, one batch, by events_once
DELETE FROM events WHERE source_id = ?1 AND row_no <= ?2
