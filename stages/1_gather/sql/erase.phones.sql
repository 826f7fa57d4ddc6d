-- erase/mails::read_phones, the phone numbers one row tells, by primary keys
SELECT phone FROM received_parties WHERE source_id = ?1 AND row_no = ?2 AND phone IS NOT NULL
UNION
SELECT value FROM received_contacts WHERE source_id = ?1 AND row_no = ?2 AND kind = 'phone'
UNION
SELECT phone FROM received_lines WHERE source_id = ?1 AND row_no = ?2 AND phone IS NOT NULL
UNION
SELECT phone FROM received_events WHERE source_id = ?1 AND row_no = ?2 AND phone IS NOT NULL
