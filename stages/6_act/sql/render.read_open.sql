-- call/render.rs, read_calls(): the open calls, by handovers_by_state.
SELECT h.planned_touch_id
FROM handovers h
JOIN planned_touches p ON p.id = h.planned_touch_id
WHERE h.state = 'open' AND p.expiry_day >= ?1
ORDER BY p.due_day, p.id
