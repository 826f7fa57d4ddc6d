-- propose.rs, read_base(): at most 25 rows, one pass over memberships_now.
SELECT value, COUNT(*) FROM memberships
WHERE family = 'cell' AND until_day IS NULL
GROUP BY value
