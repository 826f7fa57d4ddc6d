-- store.rs, read_results(): the newest result of every turn and campaign, newest turn first and
-- each turn before its campaigns, by primary key.
SELECT body FROM (
    SELECT r.turn_id AS turn_id, 0 AS campaign_id, r.body AS body FROM turn_results r
    WHERE r.as_of = (SELECT MAX(n.as_of) FROM turn_results n WHERE n.turn_id = r.turn_id)
    UNION ALL
    SELECT c.turn_id, c.id, r.body FROM results r JOIN campaigns c ON c.id = r.campaign_id
    WHERE r.as_of = (SELECT MAX(n.as_of) FROM results n WHERE n.campaign_id = r.campaign_id)
) ORDER BY turn_id DESC, campaign_id
