-- reach/returned::take_one, at most 1 row, by primary keys; the address the letter left for
SELECT c.account_id, c.compare_key, c.value
FROM planned_touches p
JOIN touches t ON t.id = p.touch_id AND t.channel = 'letter'
JOIN handovers h ON h.planned_touch_id = p.id
JOIN contact_points c ON c.id = h.contact_point_id AND c.kind = 'post'
WHERE p.id = ?1 AND c.value <> ''
