-- learning/evidence.rs, read_assumed(): one row, touches by their unique (campaign, step).
SELECT c.assumed_extra_minor, c.sure_discount_minor, c.offer_percent > 0,
       COALESCE(MAX(t.channel = 'email'), 0), COALESCE(MAX(t.channel = 'letter'), 0),
       COALESCE(MAX(t.channel = 'call'), 0)
FROM campaigns c LEFT JOIN touches t ON t.campaign_id = c.id
WHERE c.id = ?1 GROUP BY c.id
