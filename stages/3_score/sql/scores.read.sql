-- scores::read_score; one row; primary key
SELECT account_id, days_since_last_order, order_count, repeat_count, total_spend_minor,
       past_value_minor, past_is_estimated, p_alive, expected_orders, expected_value_minor,
       mean_order_minor, rfm, past_fifth, future_fifth,
       first_day, year_spend_minor, year_value_minor, served_minor, at_risk_minor, trend,
       potential_low_minor, potential_minor, potential_high_minor, potential_category, size_tier,
       best, likeness
FROM scores
WHERE account_id = ?1
