-- batch::read_orders; the orders of one batch of accounts; orders_by_account, covering
SELECT o.account_id, o.id, o.day, o.net_minor, o.cost_minor, o.shipping_minor, o.status = 'refund',
       o.channel, o.refund_of
FROM rarray(?1) AS batch
CROSS JOIN orders AS o ON o.account_id = batch.value
WHERE o.status IN ('kept', 'refund')
