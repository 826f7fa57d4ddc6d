-- scores::write_scores; one row, anew where there is one; primary key, in rising order
INSERT OR REPLACE INTO scores (
    account_id, days_since_last_order, order_count, repeat_count, total_spend_minor,
    past_value_minor, past_is_estimated, p_alive, expected_orders, expected_value_minor,
    mean_order_minor, rfm, past_fifth, future_fifth,
    first_day, year_spend_minor, year_value_minor, served_minor, at_risk_minor, trend,
    potential_low_minor, potential_minor, potential_high_minor, potential_category, size_tier,
    best, likeness
) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,
          ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27)
