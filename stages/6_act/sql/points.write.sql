-- loyalty/settle.rs, write_row(): one row, none where it is there already; by the unique index.
INSERT INTO points (account_id, kind, about, place, points, base_minor, day, made_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT DO NOTHING
