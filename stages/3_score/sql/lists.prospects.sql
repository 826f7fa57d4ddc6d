-- lists::read_list; at most ?1 rows; scores_by_likeness
SELECT account_id, 0, likeness
FROM scores
WHERE likeness IS NOT NULL
ORDER BY likeness DESC, account_id
LIMIT ?1
