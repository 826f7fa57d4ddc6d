-- contact_state::apply_evidence, the mails refused for good since the last run, by handovers_by_state;
-- 5.1.x says that the mailbox or its domain does not exist
UPDATE contact_points
SET state = 'dead', evidence = 'mail ' || p.id || ' refused: ' || substr(p.reply, 1, 200)
FROM (SELECT e.account_id, h.reply, l.id, MIN(c.id) AS point_id
      FROM handovers h
      JOIN planned_touches l ON l.id = h.planned_touch_id
      JOIN enrolments e ON e.id = l.enrolment_id
      JOIN touches t ON t.id = l.touch_id
      JOIN contact_points c ON c.account_id = e.account_id AND c.kind = 'email' AND c.gone_at IS NULL
                           AND c.state <> 'dead'
      WHERE h.state = 'rejected' AND t.channel = 'email' AND h.reply LIKE '%5.1.%'
        AND NOT EXISTS (SELECT 1 FROM contact_points d
                        WHERE d.account_id = e.account_id AND d.kind = 'email'
                          AND d.evidence LIKE 'mail ' || l.id || ' refused%')
      GROUP BY l.id) AS p
WHERE contact_points.id = p.point_id
