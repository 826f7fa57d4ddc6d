-- facts::update_account, 1 row, by primary key
UPDATE accounts
SET kind = CASE WHEN ?2 = 'firm' AND kind = 'household' THEN 'firm' ELSE kind END,
    name = CASE WHEN name = '' OR (?2 = 'firm' AND kind = 'household' AND ?3 <> '') THEN ?3 ELSE name END,
    number = CASE WHEN number = '' THEN ?4 ELSE number END,
    country = CASE WHEN country = '' THEN ?5 ELSE country END,
    industry = CASE WHEN industry = '' THEN ?6 ELSE industry END,
    employees = COALESCE(employees, ?7),
    created_day = MIN(COALESCE(created_day, ?8), COALESCE(?8, created_day))
WHERE id = ?1
