-- account/write::write_consents, at most 3 rows, by primary key
SELECT channel, basis = 'granted', day, proof FROM consents WHERE account_id = ?1
