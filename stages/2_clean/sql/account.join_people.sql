-- account::join_accounts, a few rows, by people_by_account
UPDATE people SET account_id = ?1 WHERE account_id = ?2
