-- store::write_events, 1 row, appended to the primary key
INSERT INTO received_events
    (source_id, row_no, event_no, kind, party_key, email, phone, company, full_name, day, until_day,
     subject, detail, quantity, minutes, amount_minor)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
