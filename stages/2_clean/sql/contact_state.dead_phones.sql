-- contact_state::apply_evidence, the wrong numbers learned since the last run
UPDATE contact_points
SET state = 'dead', evidence = 'call ' || p.id || ': wrong number'
FROM (SELECT e.account_id, r.id, MIN(c.id) AS point_id
      FROM call_results r
      JOIN planned_touches l ON l.id = r.planned_touch_id
      JOIN enrolments e ON e.id = l.enrolment_id
      JOIN contact_points c ON c.account_id = e.account_id AND c.kind = 'phone' AND c.gone_at IS NULL
                           AND c.state <> 'dead'
      WHERE r.outcome = 'wrong_number'
        AND NOT EXISTS (SELECT 1 FROM contact_points d
                        WHERE d.account_id = e.account_id AND d.kind = 'phone'
                          AND d.evidence = 'call ' || r.id || ': wrong number')
      GROUP BY r.id) AS p
WHERE contact_points.id = p.point_id
