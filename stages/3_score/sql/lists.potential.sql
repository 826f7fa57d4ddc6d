-- lists::read_list; at most ?1 rows; the whole table
SELECT account_id, potential_minor, p_alive
FROM scores
WHERE potential_low_minor > 0
ORDER BY potential_minor DESC, account_id
LIMIT ?1
