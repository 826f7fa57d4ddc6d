-- order_days::read_part; one row per account with an order in a range of ids; account_histories by rowid
SELECT account_id, order_log
FROM account_histories
WHERE account_id >= ?1 AND account_id < ?2 AND first_day IS NOT NULL
ORDER BY account_id
