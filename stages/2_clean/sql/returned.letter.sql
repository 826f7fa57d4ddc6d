-- reach/returned::take_one, at most 1 row, by primary keys; a letter goes to the oldest address
SELECT e.account_id, c.street, c.city, c.postcode, c.value
FROM planned_touches p
JOIN touches t ON t.id = p.touch_id AND t.channel = 'letter'
JOIN enrolments e ON e.id = p.enrolment_id
JOIN contact_points c ON c.account_id = e.account_id AND c.kind = 'post'
WHERE p.id = ?1
ORDER BY c.gone_at IS NOT NULL, c.id
LIMIT 1
