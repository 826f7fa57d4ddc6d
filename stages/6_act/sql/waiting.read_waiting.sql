-- waiting.rs, read_waiting(): every row without an end that is due or stopped; one pass over
-- planned_touches in id order, the rest by primary key.
SELECT p.id, p.due_day, p.expiry_day, t.channel, e.arm, COALESCE(h.state, 'planned'),
       c.stopped_at IS NOT NULL
FROM planned_touches p
LEFT JOIN handovers h ON h.planned_touch_id = p.id
JOIN enrolments e ON e.id = p.enrolment_id
JOIN touches t ON t.id = p.touch_id
JOIN campaigns c ON c.id = t.campaign_id
WHERE (h.state IS NULL OR h.state IN ('planned', 'deferred', 'open'))
  AND (+p.due_day <= ?1 OR c.stopped_at IS NOT NULL)
