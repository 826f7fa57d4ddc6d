-- call/record.rs, read_call(): at most one row, by primary keys.
SELECT t.channel, e.arm, COALESCE(h.state, 'planned'), t.unit_cost_minor, e.account_id,
       h.contact_point_id
FROM planned_touches p
JOIN enrolments e ON e.id = p.enrolment_id
JOIN touches t ON t.id = p.touch_id
LEFT JOIN handovers h ON h.planned_touch_id = p.id
WHERE p.id = ?1
