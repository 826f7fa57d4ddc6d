-- lists::read_list; at most ?1 rows; the whole table
SELECT account_id, expected_value_minor, p_alive
FROM scores
WHERE trend = 1
ORDER BY expected_value_minor DESC, account_id
LIMIT ?1
