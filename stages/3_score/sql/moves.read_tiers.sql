-- moves::list_tier_moves; at most ?3 rows; primary key, the whole table at most
SELECT account_id FROM score_moves WHERE tier_before = ?1 AND tier_now = ?2 ORDER BY account_id LIMIT ?3
