-- account::join_accounts, a few rows, by match_keys_by_account
UPDATE OR IGNORE match_keys SET account_id = ?1 WHERE account_id = ?2
