-- account/write::write_consents, at most 3 rows, by primary key
DELETE FROM consents WHERE account_id = ?1
