-- campaigns.rs, list_campaigns(): one row a campaign with touches; one pass over the ledger.
SELECT l.campaign_id,
       SUM(l.state NOT IN ('planned', 'claimed', 'started', 'deferred', 'open')), COUNT(*)
FROM ledger l
WHERE l.arm = 'contacted'
GROUP BY l.campaign_id
