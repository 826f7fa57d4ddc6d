-- checks.rs, read_facts(): one row for each id asked for, by primary keys; orders by
-- orders_by_account and orders_once, events by events_by_account. CROSS JOIN keeps the tables in this order: the ids asked for come first.
SELECT p.id, p.due_day, p.expiry_day, t.id, t.channel, t.unit_cost_minor,
       a.id, a.kind, a.name, a.number, a.gone_at IS NOT NULL,
       c.id, c.name, c.stopped_at IS NOT NULL, c.offer_percent, c.offer_until,
       COALESCE(k.code, ''), COALESCE(k.page_token, ''),
       COALESCE(y.last_product, ''), y.last_day,
       COALESCE(n.basis, ''),
       EXISTS (SELECT 1 FROM orders o
               WHERE o.account_id = a.id AND o.day <= ?2 AND o.status = 'kept'),
       -- What has ended it. A standing campaign says itself what ends it, for each of its occasions.
       CASE
           WHEN v.id IS NULL THEN
               IIF(EXISTS (SELECT 1 FROM orders o
                           WHERE o.account_id = a.id AND o.day > c.start_day AND o.day <= ?2
                             AND o.status = 'kept'), 'order', '')
           WHEN instr(v.ends, 'order') AND EXISTS (
               SELECT 1 FROM orders o
               WHERE o.account_id = a.id AND o.day BETWEEN w.day AND ?2 AND o.status = 'kept') THEN 'order'
           WHEN instr(v.ends, 'reply') AND EXISTS (
               SELECT 1 FROM events r
               WHERE r.account_id = a.id AND r.day >= w.day AND r.kind IN ('reply', 'survey')) THEN 'reply'
           WHEN instr(v.ends, 'return') AND (
               NOT EXISTS (SELECT 1 FROM orders o
                           WHERE o.namespace = w.namespace AND o.order_key = w.order_key AND o.status = 'kept')
               OR EXISTS (SELECT 1 FROM orders o JOIN orders r ON r.refund_of = o.id
                          WHERE o.namespace = w.namespace AND o.order_key = w.order_key)
               OR EXISTS (SELECT 1 FROM events r
                          WHERE r.account_id = a.id AND r.day >= w.day AND r.kind = 'return')) THEN 'return'
           WHEN instr(v.ends, 'cancel') THEN COALESCE((
               SELECT CASE
                          WHEN lower(n.detail) LIKE '%cancel%' OR lower(n.detail) LIKE '%ndigt%' THEN 'cancel'
                          WHEN n.until_day <> w.about_day THEN 'moved'
                          ELSE ''
                      END
               FROM events n
               WHERE n.account_id = a.id AND n.subject = w.subject
                 AND instr(' ' || v.kinds || ' ', ' ' || n.kind || ' ')
               ORDER BY n.day DESC, n.id DESC LIMIT 1), 'cancel')
           WHEN instr(v.ends, 'list') AND NOT EXISTS (
               SELECT 1 FROM list_members m
               WHERE m.list = w.subject AND m.account_id = a.id
                 AND m.from_day <= ?2 AND (m.until_day IS NULL OR m.until_day >= ?2)) THEN 'list'
           ELSE ''
       END,
       COALESCE(h.attempt, 0), COALESCE(h.artefact, ''),
       COALESCE(w.subject, ''), w.about_day, w.quantity, w.amount_minor,
       COALESCE(v.sender_name, ''), COALESCE(v.sender_email, ''), COALESCE(v.question, '') <> '',
       COALESCE(s.token, ''),
       (SELECT json_extract(value, '$.percent') FROM settings
        WHERE key = 'referral_offer' AND json_extract(value, '$.is_on')),
       (SELECT json_array(w.title, v.token) FROM share_links v CROSS JOIN themes w ON w.id = v.theme_id
        WHERE v.account_id = a.id AND c.start_day >= w.from_day
          AND INSTR(',' || w.cells || ',', ',' || c.cell || ',') > 0
        ORDER BY w.id DESC LIMIT 1)
FROM rarray(?1) wanted
CROSS JOIN planned_touches p ON p.id = wanted.value
CROSS JOIN enrolments e ON e.id = p.enrolment_id
CROSS JOIN touches t ON t.id = p.touch_id
CROSS JOIN campaigns c ON c.id = e.campaign_id
CROSS JOIN accounts a ON a.id = e.account_id
LEFT JOIN offer_codes k ON k.enrolment_id = e.id
LEFT JOIN account_histories y ON y.account_id = a.id
LEFT JOIN consents n ON n.account_id = a.id AND n.channel = t.channel
LEFT JOIN share_links s ON s.account_id = a.id AND COALESCE(s.theme_id, 0) = 0
LEFT JOIN handovers h ON h.planned_touch_id = p.id
LEFT JOIN occasions w ON w.enrolment_id = e.id
LEFT JOIN trigger_versions v ON v.id = c.trigger_version_id
