-- page/mod.rs, find_page(): at most one row, by the unique index on page_token; answers by
-- events_by_account.
SELECT e.account_id, e.campaign_id,
       COALESCE((SELECT p.first_name FROM people p
                 WHERE p.account_id = a.id AND p.gone_at IS NULL ORDER BY p.id LIMIT 1), ''),
       IIF(a.kind = 'firm', a.name, ''),
       k.percent, k.code, k.valid_from, k.valid_until,
       EXISTS (SELECT 1 FROM redemptions r WHERE r.code_id = k.id),
       c.stopped_at IS NOT NULL,
       COALESCE(v.question, ''), COALESCE(v.answers, '[]'),
       EXISTS (SELECT 1 FROM events a JOIN occasions w ON w.enrolment_id = e.id
               WHERE a.account_id = e.account_id AND a.kind = 'survey' AND a.subject = v.question
                 AND a.day >= w.day)
FROM offer_codes k
JOIN enrolments e ON e.id = k.enrolment_id
JOIN accounts a ON a.id = e.account_id
JOIN campaigns c ON c.id = e.campaign_id
LEFT JOIN trigger_versions v ON v.id = c.trigger_version_id
WHERE k.page_token = ?1
