-- loyalty/standing.rs, read_loyalty(): one row; one pass over points_by_account and one over vouchers.
SELECT (SELECT COUNT(DISTINCT account_id) FROM points),
       COALESCE((SELECT SUM(worth_minor) FROM vouchers
                 WHERE used_day IS NULL AND cancelled_at IS NULL AND valid_until >= ?1), 0)
