-- erase/mails::read_addresses, the addresses one row tells, by primary keys
SELECT email FROM received_parties WHERE source_id = ?1 AND row_no = ?2 AND email IS NOT NULL
UNION
SELECT value FROM received_contacts WHERE source_id = ?1 AND row_no = ?2 AND kind = 'email'
UNION
SELECT email FROM received_lines WHERE source_id = ?1 AND row_no = ?2 AND email IS NOT NULL
UNION
SELECT email FROM received_events WHERE source_id = ?1 AND row_no = ?2 AND email IS NOT NULL
