-- reach.rs, read_busy(): accounts of running campaigns, few campaigns, enrolments by their unique index.
SELECT e.account_id FROM campaigns c
JOIN enrolments e ON e.campaign_id = c.id
WHERE c.turn_id IS NOT NULL AND c.stopped_at IS NULL AND c.end_day >= ?1
