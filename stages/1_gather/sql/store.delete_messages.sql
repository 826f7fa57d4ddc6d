-- store::remove_rows, at most 20,000 rows, by primary key
DELETE FROM received_messages
WHERE source_id = ?1
  AND row_no IN (SELECT row_no FROM received_messages WHERE source_id = ?1 ORDER BY row_no LIMIT 20000)
