-- lists::read_list; at most ?1 rows; the whole table
SELECT account_id, year_spend_minor, p_alive
FROM scores
WHERE year_spend_minor > 0
ORDER BY year_spend_minor DESC, account_id
LIMIT ?1
