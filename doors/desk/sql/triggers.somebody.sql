-- triggers.rs, preview_trigger(): one row; the first customer with an address, by primary key.
SELECT (SELECT account_id FROM contact_points WHERE kind = 'email' AND gone_at IS NULL ORDER BY id LIMIT 1)
