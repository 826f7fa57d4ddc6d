-- growth.rs, track_growth(): one row, by primary key.
INSERT INTO growth (as_of, body) VALUES (?1, ?2) ON CONFLICT (as_of) DO UPDATE SET body = excluded.body
