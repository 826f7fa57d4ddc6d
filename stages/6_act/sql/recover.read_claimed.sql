-- recover.rs, read_claimed(): at most two batches a kill, by handovers_by_state.
SELECT h.planned_touch_id, t.channel, h.state, h.artefact, t.unit_cost_minor
FROM handovers h
JOIN planned_touches p ON p.id = h.planned_touch_id
JOIN touches t ON t.id = p.touch_id
WHERE h.state IN ('claimed', 'started')
ORDER BY h.planned_touch_id
