-- lists::read_list; at most ?1 rows; scores_by_past
SELECT account_id, past_value_minor, p_alive
FROM scores
WHERE past_value_minor > 0
ORDER BY past_value_minor DESC, account_id
LIMIT ?1
