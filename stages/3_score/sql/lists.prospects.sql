-- lists::read_list; at most ?1 rows; the whole table
SELECT account_id, 0, likeness
FROM scores
WHERE likeness IS NOT NULL
ORDER BY likeness DESC, account_id
LIMIT ?1
