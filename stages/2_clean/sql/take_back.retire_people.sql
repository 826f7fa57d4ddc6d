-- take_back::dissolve_account, a few rows, by people_by_account
UPDATE people SET gone_at = ?2 WHERE account_id = ?1 AND gone_at IS NULL
