-- export::export_scores; one row per customer; scores by rowid beside accounts by rowid
SELECT s.account_id, a.number, a.name, s.past_fifth, s.future_fifth, s.past_value_minor,
       s.expected_value_minor, s.p_alive, s.expected_orders, s.rfm, s.days_since_last_order,
       s.order_count, s.total_spend_minor, s.served_minor, s.year_spend_minor, s.year_value_minor,
       s.at_risk_minor, s.trend, s.size_tier, s.potential_low_minor, s.potential_high_minor
FROM scores AS s
JOIN accounts AS a ON a.id = s.account_id
WHERE s.order_count > 0 OR s.first_day IS NOT NULL
ORDER BY s.account_id
