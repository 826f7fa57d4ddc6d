-- reminder/cadence.rs, set_end(): 1 row, by primary key
UPDATE cadences SET ended_at = ?2 WHERE id = ?1
