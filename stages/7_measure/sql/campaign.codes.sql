-- campaign.rs, read_codes(): one row; codes of one campaign and what was redeemed by day ?2.
SELECT COUNT(*), COUNT(r.code_id), COALESCE(SUM(r.discount_minor), 0), COALESCE(SUM(o.net_minor), 0)
FROM enrolments e JOIN offer_codes c ON c.enrolment_id = e.id
LEFT JOIN redemptions r ON r.code_id = c.id AND r.day <= ?2
LEFT JOIN orders o ON o.id = r.order_id
WHERE e.campaign_id = ?1
