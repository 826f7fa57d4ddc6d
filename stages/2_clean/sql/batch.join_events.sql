-- link/batch::join_accounts, the events of one account, by events_by_account
UPDATE events SET account_id = ?1 WHERE account_id = ?2
