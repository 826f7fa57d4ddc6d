-- loyalty/settle.rs, settle_points(): one row for each money code used for the first time by its own
-- account; orders with a code by orders_by_code, vouchers by their unique index on code.
UPDATE vouchers SET order_id = f.order_id, used_day = f.day
FROM (SELECT v.id AS voucher_id, o.id AS order_id, o.day,
             ROW_NUMBER() OVER (PARTITION BY v.id ORDER BY o.day, o.id) AS place
      FROM orders o
      JOIN vouchers v ON v.code = REPLACE(REPLACE(UPPER(o.code), '-', ''), ' ', '')
      JOIN accounts a ON a.id = v.account_id
      WHERE o.code <> '' AND o.status = 'kept' AND o.day <= ?1
        AND o.account_id = COALESCE(a.merged_into, a.id)
        AND o.day BETWEEN v.made_day AND v.valid_until
        AND v.order_id IS NULL AND v.cancelled_at IS NULL) f
WHERE vouchers.id = f.voucher_id AND f.place = 1
