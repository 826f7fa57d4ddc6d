-- trigger/view.rs, read_totals(): one row a trigger that ever entered anybody; one pass over the
-- enrolments of standing campaigns, the rest by primary keys and unique indexes.
SELECT v.name, COUNT(DISTINCT e.id), SUM(e.arm = 'contacted' AND COALESCE(h.state, 'planned') = 'done'),
       SUM(e.arm = 'contacted' AND COALESCE(h.state, 'planned') IN ('planned', 'claimed', 'started', 'deferred', 'open'))
FROM trigger_versions v
JOIN campaigns c ON c.trigger_version_id = v.id
JOIN enrolments e ON e.campaign_id = c.id
JOIN planned_touches p ON p.enrolment_id = e.id
LEFT JOIN handovers h ON h.planned_touch_id = p.id
GROUP BY v.name
