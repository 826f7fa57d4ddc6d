-- reach.rs, read_busy(): accounts really touched since ?2, by planned_touches_by_day from ?1 on.
SELECT e.account_id FROM planned_touches p
JOIN handovers h ON h.planned_touch_id = p.id
JOIN enrolments e ON e.id = p.enrolment_id
WHERE p.due_day > ?1 AND MAX(p.due_day, h.changed_day) > ?2
  AND h.state IN ('started', 'open', 'done', 'in_doubt')
