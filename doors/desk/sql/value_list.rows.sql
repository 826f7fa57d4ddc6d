-- value_row.rs, read_rows(): one page of at most ?3 rows behind a given one, from the front of the list,
-- which is read from its beginning, or by a scan of all; its condition, place and sort column are
-- swapped for those of one of the lists before preparing.
SELECT s.account_id, a.name, a.number, s.past_fifth, s.future_fifth, s.days_since_last_order,
       s.past_value_minor, s.expected_value_minor, s.p_alive, s.at_risk_minor,
       s.potential_low_minor, s.potential_minor, s.potential_high_minor, w.word,
       m.tier_before, m.tier_now, s.order_count, s.at_risk_minor /*sort*/ AS sort_value
FROM scores s /*from*/
JOIN accounts a ON a.id = s.account_id AND a.gone_at IS NULL
LEFT JOIN score_words w ON w.id = s.potential_category
LEFT JOIN score_moves m ON m.account_id = s.account_id
WHERE s.best >= 32 AND s.at_risk_minor > 0 /*which*/
  AND (?1 IS NULL OR (s.at_risk_minor /*sort*/, -s.account_id) < (?1, -?2))
ORDER BY s.at_risk_minor /*sort*/ DESC, s.account_id
LIMIT ?3
