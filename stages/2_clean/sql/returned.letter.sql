-- reach/returned::take_one, at most 1 row, by primary keys; a letter goes to the best address that is
-- whole, of equally good ones to the oldest; what was learned of an address since then counts not
SELECT e.account_id, c.street, c.city, c.postcode, c.value
FROM planned_touches p
JOIN touches t ON t.id = p.touch_id AND t.channel = 'letter'
JOIN enrolments e ON e.id = p.enrolment_id
JOIN contact_points c ON c.account_id = e.account_id AND c.kind = 'post'
LEFT JOIN handovers h ON h.planned_touch_id = p.id
WHERE p.id = ?1
ORDER BY c.gone_at IS NOT NULL AND c.gone_at <= COALESCE(h.changed_at, c.gone_at),
         COALESCE(c.street, '') = '' OR COALESCE(c.city, '') = '',
         CASE WHEN c.state_day >= COALESCE(h.changed_day, p.due_day) THEN 1
              ELSE CASE c.state WHEN 'valid' THEN 0 WHEN 'unverified' THEN 1 WHEN 'bouncing' THEN 2
                                ELSE 3 END
         END,
         c.id
LIMIT 1
