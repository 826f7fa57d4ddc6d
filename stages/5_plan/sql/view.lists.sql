-- trigger/view.rs, read_lists(): one row a list, one pass over a table of members.
SELECT list, COUNT(DISTINCT account_id), MAX(until_day) FROM list_members
WHERE from_day <= ?1 AND (until_day IS NULL OR until_day >= ?1)
GROUP BY list ORDER BY list
