-- moves::write_moves; one row, anew where there is one; primary key, in rising order
INSERT OR REPLACE INTO score_moves (account_id, best, tier_before, tier_now) VALUES (?1, ?2, ?3, ?4)
