-- take_back::dissolve_account, the links of one account, by links_by_account
DELETE FROM links WHERE account_id = ?1
