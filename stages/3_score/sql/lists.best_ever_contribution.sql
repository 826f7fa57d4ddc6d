-- lists::read_list; at most ?1 rows; the whole table
SELECT account_id, past_value_minor, p_alive
FROM scores
WHERE past_value_minor > 0
ORDER BY past_value_minor DESC, account_id
LIMIT ?1
