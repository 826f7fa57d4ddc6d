-- erase/mails::read_mails_about, every mail there is, one pass
SELECT source_id, row_no, raw FROM received_messages WHERE length(raw) > 0
