-- erase::erase_received, the rows asked for, by primary key
UPDATE received_lines
SET party_key = NULL, email = NULL, company = NULL, full_name = NULL, phone = NULL, country = NULL
WHERE source_id = ?1 AND row_no IN (SELECT value FROM rarray(?2))
