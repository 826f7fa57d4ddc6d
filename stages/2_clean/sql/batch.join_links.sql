-- link/batch::join_accounts, the rows of one account, by links_by_account
UPDATE links SET account_id = ?1 WHERE account_id = ?2
