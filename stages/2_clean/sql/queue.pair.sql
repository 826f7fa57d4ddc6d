-- review/queue::read_pair, at most 1 row, by primary key
SELECT r.one_id, r.other_id, r.probability, r.reasons,
       COALESCE((SELECT SUM(s.past_value_minor + s.expected_value_minor) FROM scores s
                 WHERE s.account_id IN (r.one_id, r.other_id)), 0)
FROM review_pairs r
WHERE r.one_id = ?1 AND r.other_id = ?2
