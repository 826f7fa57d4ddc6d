-- moves::list_best_moves; at most ?2 rows; primary key, the whole table at most
SELECT account_id FROM score_moves WHERE best = ?1 ORDER BY account_id LIMIT ?2
