-- link/party::read_parties, one batch, by primary key
SELECT p.source_id, p.row_no, p.party_key, p.kind, p.company, p.title, p.first_name, p.last_name,
       p.full_name, p.role, p.email, p.phone, p.street, p.city, p.region, p.postcode, p.country,
       p.birthday, p.created_day, p.last_contact_day, p.industry, p.employees, p.consent_email,
       p.consent_post, p.consent_phone, s.kind = 'parties'
FROM received_parties p
JOIN sources s ON s.id = p.source_id
WHERE p.source_id = ?1 AND p.row_no > ?2
ORDER BY p.row_no
LIMIT ?3
