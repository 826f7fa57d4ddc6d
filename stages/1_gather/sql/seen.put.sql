-- seen::note, 1 row, by primary key
INSERT INTO seen_files (path, bytes, changed_ns, sources, parts, is_whole)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (path) DO UPDATE
SET bytes = excluded.bytes, changed_ns = excluded.changed_ns, sources = excluded.sources,
    parts = excluded.parts, is_whole = excluded.is_whole
