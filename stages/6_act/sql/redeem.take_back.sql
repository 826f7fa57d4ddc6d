-- code/redeem.rs, redeem(): redemptions whose order is gone, moved or no longer kept; by
-- primary key of orders.
DELETE FROM redemptions
WHERE NOT EXISTS (SELECT 1 FROM orders o
                  WHERE o.id = redemptions.order_id AND o.status = 'kept'
                    AND o.account_id = redemptions.account_id)
