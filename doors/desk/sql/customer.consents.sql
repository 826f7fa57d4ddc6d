-- customer.rs, read_customer(): at most one row a channel, by primary key.
SELECT channel, basis, day, proof FROM consents WHERE account_id = ?1 ORDER BY channel
