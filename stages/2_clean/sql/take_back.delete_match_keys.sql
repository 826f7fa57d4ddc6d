-- take_back::dissolve_account, a few rows, by match_keys_by_account
DELETE FROM match_keys WHERE account_id = ?1
