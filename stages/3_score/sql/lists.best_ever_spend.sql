-- lists::read_list; at most ?1 rows; the whole table
SELECT account_id, total_spend_minor, p_alive
FROM scores
WHERE total_spend_minor > 0
ORDER BY total_spend_minor DESC, account_id
LIMIT ?1
