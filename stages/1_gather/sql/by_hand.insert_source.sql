-- by_hand::insert_source, 1 row, no index; whole at once, for it is one row
INSERT INTO sources (name, sha256, kind, namespace, encoding, delimiter, header, mapping, imported_at, layout,
                     original, row_count, first_day, last_day, complete)
VALUES (?1, ?2, 'parties', '', 'utf-8', ',', ?3, ?4, ?5, ?6, ?7, 1, ?8, ?8, 1)
