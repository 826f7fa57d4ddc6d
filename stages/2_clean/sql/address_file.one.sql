-- reach/address_file::read_address, at most 1 row, by primary key
SELECT account_id, street, postcode, city, region, country
FROM contact_points WHERE id = ?1 AND kind = 'post' AND gone_at IS NULL
