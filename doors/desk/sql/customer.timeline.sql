-- timeline.rs, read_timeline(): the newest ?2 things that happened to one account, from the
-- indexes on account of orders, events, enrolments, memberships, opportunities and interactions; what
-- was logged by hand follows an account into the one it was merged with.
WITH RECURSIVE one (id) AS (
    SELECT ?1 UNION SELECT a.id FROM accounts a JOIN one ON a.merged_into = one.id
)
SELECT day, kind, title, detail, amount_minor, quantity, minutes, until_day FROM (
    SELECT o.day AS day, 'order' AS kind,
           CASE o.status WHEN 'refund' THEN 'Refund ' WHEN 'cancelled' THEN 'Cancelled order '
                         WHEN 'test' THEN 'Test order ' ELSE 'Order ' END || o.order_key AS title,
           (SELECT COUNT(*) || iif(COUNT(*) = 1, ' line', ' lines') FROM order_lines l WHERE l.order_id = o.id)
               || CASE WHEN o.channel <> '' THEN ', ' || o.channel ELSE '' END
               || CASE WHEN o.code <> '' THEN ', code ' || o.code ELSE '' END AS detail,
           o.net_minor AS amount_minor, NULL AS quantity, NULL AS minutes, NULL AS until_day
    FROM orders o WHERE o.account_id = ?1
    UNION ALL
    SELECT e.day, 'event:' || e.kind, e.subject, e.detail, e.amount_minor, e.quantity, e.minutes,
           e.until_day
    FROM events e WHERE e.account_id = ?1
    UNION ALL
    SELECT COALESCE(l.changed_day, l.due_day), 'touch:' || l.channel,
           c.name, l.state || CASE WHEN l.reason <> '' THEN ': ' || l.reason ELSE '' END,
           NULL, NULL, NULL, NULL
    FROM ledger l JOIN campaigns c ON c.id = l.campaign_id WHERE l.account_id = ?1
    UNION ALL
    SELECT r.day, 'call', r.outcome, r.note, NULL, NULL, NULL, NULL
    FROM call_results r JOIN ledger l ON l.id = r.planned_touch_id WHERE l.account_id = ?1
    UNION ALL
    SELECT r.day, 'referral:brought', COALESCE((SELECT NULLIF(f.name, '') FROM friends f WHERE f.id = r.friend_id), ''),
           r.ended_why, NULL, NULL, NULL, NULL
    FROM referrals r WHERE r.from_account_id = ?1
    UNION ALL
    SELECT r.day, 'referral:came', '', r.ended_why, NULL, NULL, NULL, NULL
    FROM referrals r WHERE r.to_account_id = ?1
    UNION ALL
    SELECT p.day, 'points:' || p.kind, '', CAST(p.points AS TEXT), NULL, NULL, NULL, NULL
    FROM points p WHERE p.account_id = ?1
    UNION ALL
    SELECT m.from_day, 'placed:' || m.family, m.value, '', NULL, NULL, NULL, NULL
    FROM memberships m WHERE m.account_id = ?1
    UNION ALL
    SELECT c.day, 'opportunity:' || c.stage, c.title,
           iif(c.stage IN ('won', 'lost'), c.reason, c.next_step), c.value_minor, NULL, NULL,
           iif(c.stage IN ('won', 'lost'), NULL, c.expected_day)
    FROM opportunities p JOIN opportunity_changes c ON c.opportunity_id = p.id AND c.undone_at IS NULL
    WHERE p.account_id IN (SELECT id FROM one)
    UNION ALL
    SELECT i.day, 'logged:' || iif(i.is_incoming, 'in_', '') || i.kind, i.answers, i.note, NULL, NULL, NULL, NULL
    FROM interactions i WHERE i.account_id IN (SELECT id FROM one) AND i.undone_at IS NULL
) ORDER BY day DESC, kind, title LIMIT ?2
