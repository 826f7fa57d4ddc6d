-- event::delete_source_events, the events of one source, by events_once
DELETE FROM events WHERE source_id = ?1
