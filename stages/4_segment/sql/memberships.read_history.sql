-- memberships::history; all rows of one account; primary key
SELECT family, value, from_day, until_day
FROM memberships
WHERE account_id = ?1
ORDER BY from_day, family
