-- reach/address_file::export_addresses, one row an address in use
SELECT c.id, c.account_id, a.name, c.street, c.postcode, c.city, c.region, c.country
FROM contact_points c
JOIN accounts a ON a.id = c.account_id AND a.gone_at IS NULL
WHERE c.kind = 'post' AND c.gone_at IS NULL
ORDER BY c.id
