-- erase::erase_received, the rows asked for, by primary key
UPDATE received_messages SET message_id = NULL, raw = ''
WHERE source_id = ?1 AND row_no IN (SELECT value FROM rarray(?2))
