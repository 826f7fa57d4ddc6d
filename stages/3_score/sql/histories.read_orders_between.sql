-- batch::read_orders; the orders of a range of accounts; orders_by_account, covering
SELECT o.account_id, o.id, o.day, o.net_minor, o.cost_minor, o.shipping_minor, o.status = 'refund',
       o.channel, o.refund_of
FROM orders AS o
WHERE o.account_id BETWEEN ?1 AND ?2 AND o.status IN ('kept', 'refund')
ORDER BY o.account_id
