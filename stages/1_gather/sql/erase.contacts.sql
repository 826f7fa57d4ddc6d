-- erase::erase_received, the further addresses of the rows asked for, by primary key
DELETE FROM received_contacts
WHERE source_id = ?1 AND row_no IN (SELECT value FROM rarray(?2))
