-- campaigns.rs, read_campaigns(): all campaigns, enrolments counted by their unique index.
SELECT c.id, c.turn_id, c.cell, c.name, s.version, c.start_day, c.end_day,
       (SELECT COUNT(*) FROM enrolments e WHERE e.campaign_id = c.id AND e.arm = 'contacted'),
       (SELECT COUNT(*) FROM enrolments e WHERE e.campaign_id = c.id AND e.arm = 'control'),
       c.seed, c.control_share, c.budget_minor, c.expected_gain_minor, c.offer_percent, c.offer_until,
       c.stopped_at
FROM campaigns c JOIN strategies s ON s.id = c.strategy_id
ORDER BY c.start_day DESC, c.id
