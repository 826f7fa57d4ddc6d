-- changes::read_keys, one row a thousand rows of the file, by primary key
SELECT cells FROM source_blocks WHERE source_id = ?1 ORDER BY first_row
