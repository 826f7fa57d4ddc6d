-- loyalty/redeem.rs, cancel_voucher(): at most one row, by primary key; its errand by the unique index.
SELECT account_id, points,
       used_day IS NOT NULL
       OR EXISTS (SELECT 1 FROM errands e WHERE e.kind = 'perk' AND e.about = vouchers.id
                                            AND e.done_at IS NOT NULL AND e.outcome = '')
FROM vouchers WHERE id = ?1
