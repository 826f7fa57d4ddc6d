-- referral/link.rs, issue_links(): up to a batch of contacted accounts without a link; one pass over
-- enrolments, share_links by its unique index.
SELECT DISTINCT e.account_id
FROM campaigns c
JOIN enrolments e ON e.campaign_id = c.id AND e.arm = 'contacted'
WHERE c.stopped_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM share_links s WHERE s.account_id = e.account_id)
LIMIT ?1
