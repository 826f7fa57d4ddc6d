-- referral/link.rs, issue_links(): up to a batch of contacted accounts without the link to the shop, or
-- to a theme of their campaign; one pass over enrolments for each, share_links by its unique index.
SELECT e.account_id, NULL
FROM campaigns c
JOIN enrolments e ON e.campaign_id = c.id AND e.arm = 'contacted'
WHERE ?2 AND c.stopped_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM share_links s
                  WHERE s.account_id = e.account_id AND COALESCE(s.theme_id, 0) = 0)
UNION
SELECT e.account_id, t.id
FROM themes t
JOIN campaigns c ON c.start_day >= t.from_day AND INSTR(',' || t.cells || ',', ',' || c.cell || ',') > 0
JOIN enrolments e ON e.campaign_id = c.id AND e.arm = 'contacted'
WHERE c.stopped_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM share_links s
                  WHERE s.account_id = e.account_id AND COALESCE(s.theme_id, 0) = t.id)
LIMIT ?1
