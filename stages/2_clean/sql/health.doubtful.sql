-- health::read_health, 1 row, one pass over the queue and the living accounts
WITH doubtful AS (SELECT one_id AS id FROM open_pairs UNION SELECT other_id FROM open_pairs)
SELECT (SELECT COUNT(*) FROM doubtful),
       (SELECT COUNT(*) FROM accounts WHERE gone_at IS NULL AND kind IN ('household', 'firm')),
       (SELECT COALESCE(SUM(s.expected_value_minor), 0) FROM scores s
        WHERE s.account_id IN (SELECT id FROM doubtful))
