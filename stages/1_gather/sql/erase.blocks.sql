-- erase::erase_blocks and pack_rest, one row a thousand rows of the file, by primary key
SELECT first_row, row_count, cells FROM source_blocks WHERE source_id = ?1 ORDER BY first_row
