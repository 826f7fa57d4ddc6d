-- before.rs, read_before(): at most one row per account asked for, by orders_by_account.
SELECT account_id,
       SUM(CASE WHEN cost_minor IS NULL THEN CAST(ROUND(net_minor * ?4) AS INTEGER)
                ELSE net_minor - cost_minor - shipping_minor END)
FROM orders
WHERE account_id IN rarray(?1) AND day BETWEEN ?2 AND ?3 AND status IN ('kept', 'refund')
GROUP BY account_id
