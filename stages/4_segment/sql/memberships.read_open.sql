-- memberships::read_open; up to two rows per account of one batch; primary key
SELECT account_id, family, value, from_day
FROM memberships
WHERE account_id > ?1 AND account_id <= ?2 AND until_day IS NULL
ORDER BY account_id, family
