-- account::join_accounts, 1 row, by primary key
UPDATE accounts AS a
SET name = CASE WHEN a.name = '' OR (g.kind = 'firm' AND a.kind = 'household') THEN g.name ELSE a.name END,
    kind = CASE WHEN g.kind = 'firm' AND a.kind = 'household' THEN 'firm' ELSE a.kind END,
    number = CASE WHEN a.number = '' THEN g.number ELSE a.number END,
    country = CASE WHEN a.country = '' THEN g.country ELSE a.country END,
    industry = CASE WHEN a.industry = '' THEN g.industry ELSE a.industry END,
    employees = COALESCE(a.employees, g.employees),
    created_day = MIN(COALESCE(a.created_day, g.created_day), COALESCE(g.created_day, a.created_day))
FROM accounts g
WHERE a.id = ?1 AND g.id = ?2
