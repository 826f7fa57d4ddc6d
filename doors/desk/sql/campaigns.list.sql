-- campaigns.rs, list_campaigns(): one row a campaign, newest first; a few hundred at most.
SELECT c.id, c.name, c.cell, c.start_day, c.end_day, c.seed,
       (SELECT COUNT(*) FROM enrolments e WHERE e.campaign_id = c.id AND e.arm = 'contacted'),
       (SELECT COUNT(*) FROM enrolments e WHERE e.campaign_id = c.id AND e.arm = 'control'),
       (SELECT COUNT(*) FROM ledger l WHERE l.campaign_id = c.id AND l.arm = 'contacted'
               AND l.state NOT IN ('planned', 'claimed', 'started', 'deferred', 'open')),
       (SELECT COUNT(*) FROM ledger l WHERE l.campaign_id = c.id AND l.arm = 'contacted')
FROM campaigns c ORDER BY c.id DESC
