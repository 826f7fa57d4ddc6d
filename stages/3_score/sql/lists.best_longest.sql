-- lists::read_list; at most ?1 rows; the whole table
SELECT account_id, first_day, p_alive
FROM scores
WHERE order_count > 0
ORDER BY first_day, account_id
LIMIT ?1
