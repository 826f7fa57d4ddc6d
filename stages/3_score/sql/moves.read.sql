-- moves::read_moves; every row; primary key
SELECT account_id, best, tier_before, tier_now FROM score_moves ORDER BY account_id
