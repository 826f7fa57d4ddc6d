-- loyalty/redeem.rs, read_balance(): one row; accounts joined with this one by accounts_merged, points by
-- points_by_account.
SELECT COALESCE(SUM(points), 0) FROM points
WHERE account_id IN (SELECT ?1 UNION SELECT id FROM accounts WHERE merged_into = ?1)
