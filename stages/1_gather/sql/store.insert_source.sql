-- store::insert_source, 1 row, no index
INSERT INTO sources
    (name, sha256, kind, namespace, encoding, delimiter, header, mapping, imported_at, layout, original,
     merged)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
