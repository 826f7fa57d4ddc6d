-- take_back::dissolve_account, at most 3 rows, by primary key; what a person said stays
DELETE FROM consents WHERE account_id = ?1 AND proof LIKE 'import %'
