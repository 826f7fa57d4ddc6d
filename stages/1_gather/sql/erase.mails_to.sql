-- erase::read_mails_about, the mails that name an address, one pass over the mails there are
SELECT source_id, row_no FROM received_messages WHERE instr(lower(CAST(raw AS TEXT)), ?1) > 0
