-- trigger/view.rs, read_touches(): a few rows a touch of one trigger; its enrolments by campaigns_standing
-- and planned_touches_by_touch.
SELECT t.step, COALESCE(h.state, 'planned') AS state, COALESCE(h.reason, '') AS reason, COUNT(*)
FROM trigger_versions v
JOIN campaigns c ON c.trigger_version_id = v.id
JOIN touches t ON t.campaign_id = c.id
JOIN planned_touches p ON p.touch_id = t.id
LEFT JOIN handovers h ON h.planned_touch_id = p.id
WHERE v.name = ?1
GROUP BY t.step, state, reason
ORDER BY t.step, state, reason
