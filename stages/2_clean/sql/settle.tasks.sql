-- reach/settle::read_tasks, the open tasks, by call_tasks_open
SELECT t.id, t.account_id, CASE a.name WHEN '' THEN 'Customer ' || a.number ELSE a.name END, t.kind,
       t.value, p.evidence, p.state_day,
       COALESCE((SELECT c.value FROM contact_points c
                 WHERE c.account_id = t.account_id AND c.kind = 'phone' AND c.gone_at IS NULL
                   AND c.state <> 'dead' ORDER BY c.id LIMIT 1), ''),
       COALESCE(s.expected_value_minor, 0)
FROM call_tasks t
JOIN accounts a ON a.id = t.account_id
JOIN contact_points p ON p.id = t.point_id
LEFT JOIN scores s ON s.account_id = t.account_id
WHERE t.done_at IS NULL AND a.gone_at IS NULL
ORDER BY COALESCE(s.expected_value_minor, 0) DESC, t.id
