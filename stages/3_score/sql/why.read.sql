-- why::read_figures; one row; three primary keys
SELECT r.as_of, r.horizon_days, r.parameters,
       h.first_day, h.last_day, h.order_count, h.order_days, h.revenue_minor,
       h.known_revenue_minor, h.gap_days_median, h.last_product, h.top_category,
       s.past_value_minor, s.p_alive, s.expected_orders, s.expected_value_minor,
       s.past_fifth, s.future_fifth
FROM scores AS s
JOIN score_runs AS r ON r.id = (SELECT MAX(id) FROM score_runs)
JOIN account_histories AS h ON h.account_id = s.account_id
WHERE s.account_id = ?1
