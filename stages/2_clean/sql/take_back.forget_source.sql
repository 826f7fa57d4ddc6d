-- step/take_back::take_back, 1 row, by primary key
DELETE FROM cleaned_sources WHERE source_id = ?1
