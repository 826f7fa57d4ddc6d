-- referral/report.rs, read_revenue(): one row, by orders_by_account.
SELECT COALESCE(SUM(net_minor), 0) FROM orders
WHERE account_id = ?1 AND day BETWEEN ?2 AND ?3 AND status IN ('kept', 'refund')
