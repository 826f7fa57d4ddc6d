-- trigger/find.rs, read_returns(): the customers whose first order was on one day, by orders_by_day
-- and orders_by_account.
SELECT o.account_id, o.day, NULL, '', NULL, NULL, '', '', ''
FROM orders o JOIN accounts a ON a.id = o.account_id
WHERE o.day = ?1 AND o.status = 'kept' AND a.gone_at IS NULL AND a.kind IN ('firm', 'household')
  AND NOT EXISTS (SELECT 1 FROM orders p
                  WHERE p.account_id = o.account_id AND p.status = 'kept' AND p.day < o.day)
GROUP BY o.account_id
ORDER BY o.account_id
