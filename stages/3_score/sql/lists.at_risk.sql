-- lists::read_list; at most ?1 rows; the whole table
SELECT account_id, at_risk_minor, p_alive
FROM scores
WHERE best >= 32 AND at_risk_minor > 0
ORDER BY at_risk_minor DESC, account_id
LIMIT ?1
