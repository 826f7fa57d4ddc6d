-- moves::write_moves; one row; primary key, in rising order
INSERT INTO score_moves (account_id, best, tier_before, tier_now) VALUES (?1, ?2, ?3, ?4)
