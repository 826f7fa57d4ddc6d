-- run::clean, 1 row, by primary key
INSERT OR IGNORE INTO cleaned_sources (source_id) VALUES (?1)
