-- account::join_accounts, a few rows, by contact_points_by_account: the other account has them already
DELETE FROM contact_points
WHERE account_id = ?2
  AND EXISTS (SELECT 1 FROM contact_points k
              WHERE k.account_id = ?1 AND k.kind = contact_points.kind
                AND k.compare_key = contact_points.compare_key)
