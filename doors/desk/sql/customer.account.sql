-- customer.rs, read_customer(): at most one row, by primary keys.
SELECT a.id, a.name, a.number, a.kind, a.country, a.industry, a.employees, c.value, g.value,
       s.days_since_last_order, s.order_count, s.total_spend_minor, s.past_value_minor,
       s.past_is_estimated, s.expected_value_minor, s.expected_orders, s.p_alive, s.mean_order_minor,
       s.rfm, h.first_day, h.last_product, h.top_category
FROM accounts a
LEFT JOIN scores s ON s.account_id = a.id
LEFT JOIN account_histories h ON h.account_id = a.id
LEFT JOIN memberships c ON c.account_id = a.id AND c.family = 'cell' AND c.until_day IS NULL
LEFT JOIN memberships g ON g.account_id = a.id AND g.family = 'stage' AND g.until_day IS NULL
WHERE a.id = ?1
