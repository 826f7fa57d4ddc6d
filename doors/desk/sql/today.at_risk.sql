-- today.rs, read_at_risk(): one row; best customers (top two fifths) at risk, by memberships_now.
SELECT COUNT(*), COALESCE(SUM(s.expected_value_minor), 0), COALESCE(SUM(s.past_value_minor), 0)
FROM memberships m JOIN scores s ON s.account_id = m.account_id
WHERE m.family = 'stage' AND m.value = 'at_risk' AND m.until_day IS NULL AND s.past_fifth >= 4
