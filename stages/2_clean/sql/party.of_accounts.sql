-- link/party::rows_of_accounts, the rows of the accounts asked for, each account's in the order of
-- their import, by links_by_account and primary keys
SELECT l.source_id, l.row_no, p.party_key, p.kind, p.company, p.title, p.first_name, p.last_name,
       p.full_name, p.role, p.email, p.phone, p.street, p.city, p.region, p.postcode, p.country,
       p.birthday, p.created_day, p.last_contact_day, p.industry, p.employees, p.consent_email,
       p.consent_post, p.consent_phone, s.kind = 'parties', l.account_id
FROM rarray(?1) AS batch
CROSS JOIN links l ON l.account_id = batch.value
CROSS JOIN received_parties p ON p.source_id = l.source_id AND p.row_no = l.row_no
CROSS JOIN sources s ON s.id = l.source_id
