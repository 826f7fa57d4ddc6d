-- erase::erase_received, the rows asked for, by primary key
UPDATE received_parties
SET party_key = NULL, company = NULL, title = NULL, first_name = NULL, last_name = NULL,
    full_name = NULL, role = NULL, email = NULL, phone = NULL, street = NULL, city = NULL,
    region = NULL, postcode = NULL, country = NULL, birthday = NULL, note = NULL
WHERE source_id = ?1 AND row_no IN (SELECT value FROM rarray(?2))
