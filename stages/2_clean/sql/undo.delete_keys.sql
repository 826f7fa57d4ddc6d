-- step/undo::undo_moves, a few rows, by match_keys_by_account
DELETE FROM match_keys WHERE account_id = ?1
