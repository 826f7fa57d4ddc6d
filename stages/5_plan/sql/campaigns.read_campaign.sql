-- campaigns.rs, read_campaign(): at most one row, by primary key.
SELECT c.id, c.turn_id, c.cell, c.name, s.version, c.start_day, c.end_day,
       (SELECT COUNT(*) FROM enrolments e WHERE e.campaign_id = c.id AND e.arm = 'contacted'),
       (SELECT COUNT(*) FROM enrolments e WHERE e.campaign_id = c.id AND e.arm = 'control'),
       c.seed, c.control_share, c.budget_minor, c.expected_gain_minor, c.offer_percent, c.offer_until,
       c.stopped_at, c.plan
FROM campaigns c JOIN strategies s ON s.id = c.strategy_id
WHERE c.id = ?1
