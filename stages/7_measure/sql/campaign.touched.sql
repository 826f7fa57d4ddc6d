-- campaign.rs, read_touched(): one row a channel and state of one campaign, through the ledger view.
SELECT l.channel, l.state, COUNT(*), SUM(l.cost_minor) FROM ledger l
WHERE l.campaign_id = ?1 AND l.arm = 'contacted' GROUP BY l.channel, l.state ORDER BY l.channel, l.state
