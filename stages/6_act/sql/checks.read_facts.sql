-- checks.rs, read_facts(): one row for each id asked for, by primary keys; orders by
-- orders_by_account. CROSS JOIN keeps the tables in this order: the ids asked for come first.
SELECT p.id, p.due_day, p.expiry_day, t.id, t.channel, t.unit_cost_minor,
       a.id, a.kind, a.name, a.number, a.gone_at IS NOT NULL,
       c.id, c.name, c.stopped_at IS NOT NULL, c.offer_percent, c.offer_until,
       COALESCE(k.code, ''), COALESCE(k.page_token, ''),
       COALESCE(y.last_product, ''), y.last_day,
       COALESCE(n.basis, ''),
       EXISTS (SELECT 1 FROM orders o
               WHERE o.account_id = a.id AND o.day <= ?2 AND o.status = 'kept'),
       EXISTS (SELECT 1 FROM orders o
               WHERE o.account_id = a.id AND o.day > c.start_day AND o.day <= ?2
                 AND o.status = 'kept'),
       COALESCE(h.attempt, 0), COALESCE(h.artefact, ''), COALESCE(s.token, ''),
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
