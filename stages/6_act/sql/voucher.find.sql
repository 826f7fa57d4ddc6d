-- loyalty/redeem.rs, find_voucher(): at most one row, by the unique index on request.
SELECT v.id, v.points, v.worth_minor, COALESCE(v.code, ''), v.perk, v.made_day, v.valid_until,
       COALESCE(v.used_day,
                (SELECT CAST(julianday(SUBSTR(e.done_at, 1, 10)) - 2440587.5 AS INTEGER) FROM errands e
                 WHERE e.kind = 'perk' AND e.about = v.id AND e.done_at IS NOT NULL AND e.outcome = '')),
       v.cancelled_at IS NOT NULL
FROM vouchers v
WHERE v.request = ?1
