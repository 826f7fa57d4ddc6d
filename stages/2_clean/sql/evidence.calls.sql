-- reach/evidence::apply_signs, the calls since the last run: who was spoken to proves the number
INSERT OR IGNORE INTO contact_signs (kind, compare_key, sign, day, origin, evidence)
SELECT 'phone', c.compare_key, CASE r.outcome WHEN 'wrong_number' THEN 'wrong_number' ELSE 'success' END,
       r.day, 'call ' || r.id,
       'call ' || r.id || CASE r.outcome WHEN 'wrong_number' THEN ': wrong number' ELSE ': spoke' END
FROM call_results r
JOIN handovers h ON h.planned_touch_id = r.planned_touch_id
JOIN contact_points c ON c.id = COALESCE(r.contact_point_id, h.contact_point_id) AND c.kind = 'phone' AND c.value <> ''
WHERE r.outcome IN ('wrong_number', 'spoke')
  AND NOT EXISTS (SELECT 1 FROM contact_signs s WHERE s.origin = 'call ' || r.id)
