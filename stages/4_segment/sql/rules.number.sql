-- rules/members::read_fact; accounts whose number lies in a range; one pass over scores and accounts.
-- The column is swapped for others of a few fixed texts before preparing.
SELECT s.account_id
FROM scores AS s
JOIN accounts AS a ON a.id = s.account_id
WHERE s.order_count /*fact*/ BETWEEN ?1 AND ?2
ORDER BY s.account_id
