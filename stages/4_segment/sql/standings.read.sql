-- standings::read_standings; one row per scored account; scores by rowid beside account_histories by rowid
SELECT s.account_id, s.past_fifth, s.future_fifth, s.past_value_minor, s.expected_value_minor,
       h.first_day, h.last_day, h.gap_days_median
FROM scores AS s
JOIN account_histories AS h ON h.account_id = s.account_id
ORDER BY s.account_id
