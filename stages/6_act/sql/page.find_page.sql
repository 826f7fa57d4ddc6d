-- page/mod.rs, find_page(): at most one row, by the unique index on page_token.
SELECT e.account_id, e.campaign_id,
       COALESCE((SELECT p.first_name FROM people p
                 WHERE p.account_id = a.id AND p.gone_at IS NULL ORDER BY p.id LIMIT 1), ''),
       IIF(a.kind = 'firm', a.name, ''),
       k.percent, k.code, k.valid_from, k.valid_until,
       EXISTS (SELECT 1 FROM redemptions r WHERE r.code_id = k.id),
       c.stopped_at IS NOT NULL
FROM offer_codes k
JOIN enrolments e ON e.id = k.enrolment_id
JOIN accounts a ON a.id = e.account_id
JOIN campaigns c ON c.id = e.campaign_id
WHERE k.page_token = ?1
