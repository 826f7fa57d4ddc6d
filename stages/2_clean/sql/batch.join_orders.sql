-- link/batch::join_accounts, the orders of one account, by orders_by_account
UPDATE orders SET account_id = ?1 WHERE account_id = ?2
