-- growth::read_years; one row per account of the batch that ordered in two years; orders_by_account, covering
SELECT o.account_id,
       sum(CASE WHEN o.day > ?2 THEN o.net_minor ELSE 0 END),
       sum(CASE WHEN o.day > ?2 THEN 0 ELSE o.net_minor END)
FROM rarray(?4) AS batch
CROSS JOIN orders AS o ON o.account_id = batch.value AND o.day > ?1 AND o.day <= ?3
WHERE o.status IN ('kept', 'refund')
GROUP BY o.account_id
