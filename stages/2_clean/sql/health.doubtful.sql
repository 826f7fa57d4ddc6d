-- health::read_health, 1 row, one pass over the queue and the living accounts
SELECT (SELECT COUNT(*) FROM (SELECT one_id FROM review_pairs UNION SELECT other_id FROM review_pairs)),
       (SELECT COUNT(*) FROM accounts WHERE gone_at IS NULL AND kind IN ('household', 'firm')),
       (SELECT COALESCE(SUM(s.expected_value_minor), 0) FROM scores s
        WHERE s.account_id IN (SELECT one_id FROM review_pairs UNION SELECT other_id FROM review_pairs))
