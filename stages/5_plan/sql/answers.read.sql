-- trigger/answers.rs, read_answers(): one row an enrolment that was asked and reached, with the newest
-- answer since; by campaigns_standing and events_by_account.
SELECT e.account_id, v.question,
       (SELECT a.detail FROM events a
        WHERE a.account_id = e.account_id AND a.kind = 'survey' AND a.subject = v.question AND a.day >= o.day
        ORDER BY a.day DESC, a.id DESC LIMIT 1),
       EXISTS (SELECT 1 FROM orders r WHERE r.account_id = e.account_id AND r.status = 'kept'
                 AND r.day > o.day AND r.day <= MIN(o.day + ?2, ?3))
FROM trigger_versions v
JOIN campaigns c ON c.trigger_version_id = v.id
JOIN enrolments e ON e.campaign_id = c.id AND e.arm = 'contacted'
JOIN occasions o ON o.enrolment_id = e.id
WHERE v.name = ?1 AND v.question <> ''
  AND EXISTS (SELECT 1 FROM planned_touches p JOIN handovers h ON h.planned_touch_id = p.id
              WHERE p.enrolment_id = e.id AND h.state = 'done')
ORDER BY e.id
