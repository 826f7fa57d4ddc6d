-- store.rs, read_results(): the newest result of every campaign, newest campaign first, by primary key.
SELECT body FROM results r
WHERE r.as_of = (SELECT MAX(n.as_of) FROM results n WHERE n.campaign_id = r.campaign_id)
ORDER BY r.campaign_id DESC
