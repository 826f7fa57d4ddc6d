-- reach/archive::read_proposals, the proposed accounts, by primary keys and orders_by_account
SELECT r.account_id, CASE a.name WHEN '' THEN 'Customer ' || a.number ELSE a.name END,
       COALESCE((SELECT group_concat(c.value || ' (' || c.evidence || ')', char(10))
                 FROM contact_points c
                 WHERE c.account_id = r.account_id AND c.gone_at IS NULL
                   AND c.state IN ('dead', 'moved')), ''),
       COALESCE((SELECT c.value FROM contact_points c
                 WHERE c.account_id = r.account_id AND c.kind = 'phone' AND c.gone_at IS NULL
                   AND c.state <> 'dead' ORDER BY c.id LIMIT 1), ''),
       (SELECT MAX(o.day) FROM orders o WHERE o.account_id = r.account_id AND o.status = 'kept'),
       COALESCE((SELECT SUM(o.net_minor) FROM orders o
                 WHERE o.account_id = r.account_id AND o.status IN ('kept', 'refund')), 0)
FROM archives r
JOIN accounts a ON a.id = r.account_id AND a.gone_at IS NULL
WHERE r.state = 'proposed'
ORDER BY r.changed_at, r.account_id
