-- growth.rs, count_active(): every kept order up to ?1, account by account in order of day, from
-- orders_by_account alone.
SELECT account_id, day FROM orders
WHERE account_id IS NOT NULL AND status = 'kept' AND day <= ?1
ORDER BY account_id, day
