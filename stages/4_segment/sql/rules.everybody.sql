-- rules/members::read_members; every living scored account; scores by rowid beside accounts by rowid
SELECT s.account_id
FROM scores AS s
JOIN accounts AS a ON a.id = s.account_id AND a.gone_at IS NULL
ORDER BY s.account_id
