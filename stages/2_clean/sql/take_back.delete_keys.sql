-- take_back::dissolve_account, a few rows, by account_keys_by_account
DELETE FROM account_keys WHERE account_id = ?1
