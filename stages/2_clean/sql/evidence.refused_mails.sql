-- reach/evidence::apply_signs, the mails refused since the last run, by handovers_by_state; 5.1.x
-- says that the mailbox or its domain does not exist
INSERT OR IGNORE INTO contact_signs (kind, compare_key, sign, day, origin, evidence)
SELECT 'email', c.compare_key, CASE WHEN h.reply LIKE '%5.1.%' THEN 'hard' ELSE 'refused' END,
       h.changed_day, 'mail ' || l.id, 'mail ' || l.id || ' refused: ' || substr(h.reply, 1, 200)
FROM handovers h
JOIN planned_touches l ON l.id = h.planned_touch_id
JOIN enrolments e ON e.id = l.enrolment_id
JOIN touches t ON t.id = l.touch_id
JOIN contact_points c ON c.id = (SELECT MIN(d.id) FROM contact_points d
                                 WHERE d.account_id = e.account_id AND d.kind = 'email'
                                   AND d.gone_at IS NULL AND d.state <> 'dead')
WHERE h.state = 'rejected' AND t.channel = 'email'
  AND NOT EXISTS (SELECT 1 FROM contact_signs s WHERE s.origin = 'mail ' || l.id)
