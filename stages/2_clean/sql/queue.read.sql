-- review/queue::read_queue, as many as asked for, one pass over the queue with the key of scores
SELECT r.one_id, r.other_id, r.probability, r.reasons,
       COALESCE(s.past_value_minor + s.expected_value_minor, 0)
           + COALESCE(t.past_value_minor + t.expected_value_minor, 0) AS value
FROM open_pairs r
LEFT JOIN scores s ON s.account_id = r.one_id
LEFT JOIN scores t ON t.account_id = r.other_id
ORDER BY r.later_at IS NOT NULL, value DESC, r.probability DESC, r.one_id, r.other_id
LIMIT ?1
