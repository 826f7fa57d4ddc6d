-- run::clean, 1 row, by primary key
INSERT OR IGNORE INTO cleaned_sources (source_id, place)
VALUES (?1, (SELECT COALESCE(MAX(place), 0) + 1 FROM cleaned_sources))
