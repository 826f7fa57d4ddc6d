-- code/issue.rs, issue_some(): up to a batch of enrolments without a code; one pass over
-- enrolments, offer_codes by its unique index.
SELECT e.id, c.offer_percent, c.start_day, COALESCE(c.offer_until, c.end_day)
FROM campaigns c
JOIN enrolments e ON e.campaign_id = c.id AND e.arm = 'contacted'
WHERE c.stopped_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM offer_codes k WHERE k.enrolment_id = e.id)
LIMIT ?1
