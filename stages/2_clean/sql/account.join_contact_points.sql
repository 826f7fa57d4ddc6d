-- account::join_accounts, a few rows, by contact_points_by_account
UPDATE contact_points SET account_id = ?1 WHERE account_id = ?2
