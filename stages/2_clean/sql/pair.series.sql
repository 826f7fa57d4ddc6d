-- link/pair::read_series, a few rows, by links_by_account
SELECT DISTINCT n.source_id, n.name
FROM links l
JOIN number_series n ON n.source_id = l.source_id
WHERE l.account_id = ?1
