-- take_back::dissolve_account, a few rows, by contact_points_by_account
UPDATE contact_points SET gone_at = ?2 WHERE account_id = ?1 AND gone_at IS NULL
