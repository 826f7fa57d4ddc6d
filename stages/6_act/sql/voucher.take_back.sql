-- loyalty/settle.rs, settle_points(): vouchers whose order is gone or no longer kept; by primary key of orders.
UPDATE vouchers SET order_id = NULL, used_day = NULL
WHERE order_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = vouchers.order_id AND o.status = 'kept')
