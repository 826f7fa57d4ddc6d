-- campaigns.rs, read_states(): a few rows; one campaign's ledger, by planned_touches_by_touch.
SELECT t.id, e.arm, COALESCE(h.state, 'planned') AS state, COUNT(*), SUM(COALESCE(h.cost_minor, 0))
FROM touches t
JOIN planned_touches p ON p.touch_id = t.id
JOIN enrolments e ON e.id = p.enrolment_id
LEFT JOIN handovers h ON h.planned_touch_id = p.id
WHERE t.campaign_id = ?1
GROUP BY t.id, e.arm, state
ORDER BY t.id, e.arm, state
