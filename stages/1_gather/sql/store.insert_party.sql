-- store::write_parties, 1 row, appended to the primary key
INSERT INTO received_parties
    (source_id, row_no, party_key, kind, company, title, first_name, last_name, full_name, role,
     email, phone, street, city, region, postcode, country, birthday, created_day,
     last_contact_day, industry, employees, note, consent_email, consent_post, consent_phone,
     total_spent_minor, order_count)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
        ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28)
