-- store::remove_rows, at most 20,000 rows, by primary key
DELETE FROM source_blocks
WHERE source_id = ?1
  AND first_row IN (SELECT first_row FROM source_blocks WHERE source_id = ?1 ORDER BY first_row LIMIT 20000)
