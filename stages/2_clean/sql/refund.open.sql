-- order/refund::find_refunded, one batch, by orders_open_refunds
SELECT id FROM orders
WHERE id > ?1 AND status = 'refund' AND refund_of IS NULL AND account_id IS NOT NULL
ORDER BY id
LIMIT ?2
