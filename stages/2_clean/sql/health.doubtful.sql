-- health::read_health, 1 row, one pass over the queue and the living accounts
WITH open AS (
    SELECT r.one_id, r.other_id
    FROM review_pairs r
    JOIN accounts a ON a.id = r.one_id AND a.gone_at IS NULL
    JOIN accounts b ON b.id = r.other_id AND b.gone_at IS NULL
    LEFT JOIN verdicts v ON v.one_id = r.one_id AND v.other_id = r.other_id
    WHERE v.one_id IS NULL
),
doubtful AS (SELECT one_id AS id FROM open UNION SELECT other_id FROM open)
SELECT (SELECT COUNT(*) FROM doubtful),
       (SELECT COUNT(*) FROM accounts WHERE gone_at IS NULL AND kind IN ('household', 'firm')),
       (SELECT COALESCE(SUM(s.expected_value_minor), 0) FROM scores s
        WHERE s.account_id IN (SELECT id FROM doubtful))
