-- step/part::rows_for, a few rows, by match_keys_by_account
SELECT match_key FROM match_keys WHERE account_id = ?1
