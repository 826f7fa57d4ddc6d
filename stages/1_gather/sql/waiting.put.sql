-- waiting::keep_waiting, 1 row, by primary key
INSERT INTO waiting_files (sha256, name, original, layout, names, asks, since)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (sha256) DO UPDATE SET name = excluded.name, asks = excluded.asks
