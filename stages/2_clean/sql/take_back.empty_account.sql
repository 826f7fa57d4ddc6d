-- take_back::dissolve_account, 1 row, by primary key
UPDATE accounts
SET name = '', number = '', country = '', industry = '', employees = NULL, created_day = NULL,
    gone_at = ?2
WHERE id = ?1
