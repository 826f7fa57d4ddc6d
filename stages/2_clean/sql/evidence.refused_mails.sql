-- reach/evidence::apply_signs, the mails refused since the last run, by handovers_by_state; 5.1.x
-- says that the mailbox or its domain does not exist
INSERT OR IGNORE INTO contact_signs (kind, compare_key, sign, day, origin, evidence)
SELECT 'email', c.compare_key, CASE WHEN h.reply LIKE '%5.1.%' THEN 'hard' ELSE 'refused' END,
       h.changed_day, 'mail ' || h.planned_touch_id,
       'mail ' || h.planned_touch_id || ' refused: ' || substr(h.reply, 1, 200)
FROM handovers h
JOIN contact_points c ON c.id = h.contact_point_id AND c.kind = 'email' AND c.value <> ''
WHERE h.state = 'rejected'
  AND NOT EXISTS (SELECT 1 FROM contact_signs s WHERE s.origin = 'mail ' || h.planned_touch_id)
