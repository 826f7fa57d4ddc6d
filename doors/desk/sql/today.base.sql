-- today.rs, read_base(): one row; one scan of scores, at most a few seconds old on the page.
SELECT COUNT(*) FILTER (WHERE s.order_count > 0),
       COUNT(*) FILTER (WHERE s.order_count = 0),
       COALESCE(SUM(s.past_value_minor), 0), COALESCE(SUM(s.expected_value_minor), 0),
       COUNT(*) FILTER (WHERE s.days_since_last_order < ?1),
       COALESCE(MAX(s.past_is_estimated), 0)
FROM scores s
