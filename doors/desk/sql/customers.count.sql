-- customers.rs, count(): one row; whoever customers.matching.sql finds, which is put in its place.
SELECT COUNT(*)
FROM (SELECT account_id, expected_value_minor AS sort_value FROM scores)
