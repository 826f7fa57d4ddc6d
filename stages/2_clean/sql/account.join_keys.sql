-- account::join_accounts, a few rows, by account_keys_by_account
UPDATE account_keys SET account_id = ?1 WHERE account_id = ?2
