-- review/queue::read_queue, as many as asked for, one pass over the queue with the key of scores
SELECT r.one_id, r.other_id, r.probability, r.reasons,
       COALESCE(s.past_value_minor + s.expected_value_minor, 0)
           + COALESCE(t.past_value_minor + t.expected_value_minor, 0) AS value
FROM review_pairs r
JOIN accounts a ON a.id = r.one_id AND a.gone_at IS NULL
JOIN accounts b ON b.id = r.other_id AND b.gone_at IS NULL
LEFT JOIN verdicts v ON v.one_id = r.one_id AND v.other_id = r.other_id
LEFT JOIN scores s ON s.account_id = r.one_id
LEFT JOIN scores t ON t.account_id = r.other_id
WHERE v.one_id IS NULL
ORDER BY r.later_at IS NOT NULL, value DESC, r.probability DESC, r.one_id, r.other_id
LIMIT ?1
