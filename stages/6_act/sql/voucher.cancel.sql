-- loyalty/redeem.rs, cancel_voucher(): one row, by primary key.
UPDATE vouchers SET cancelled_at = ?2 WHERE id = ?1 AND cancelled_at IS NULL
