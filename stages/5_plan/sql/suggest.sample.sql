-- suggest.rs, read_sample(): a thousand rows or so of one segment, by memberships_now and the key of scores.
SELECT m.account_id, COALESCE(s.order_count, 0), COALESCE(s.past_value_minor, 0),
       COALESCE(s.expected_orders, 0.0), COALESCE(s.mean_order_minor, 0)
FROM memberships m LEFT JOIN scores s ON s.account_id = m.account_id
WHERE m.family = 'cell' AND m.value = ?1 AND m.until_day IS NULL AND m.account_id % ?2 = 0
