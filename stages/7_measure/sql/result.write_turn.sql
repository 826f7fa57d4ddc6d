-- store.rs, write_results(): one row a turn and day, by primary key.
INSERT INTO turn_results (turn_id, as_of, kind, body) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (turn_id, as_of) DO UPDATE SET kind = excluded.kind, body = excluded.body
