-- referral/case.rs, is_household(): one row, by contact_points_by_account.
SELECT EXISTS (SELECT 1 FROM contact_points q
               WHERE q.account_id = ?1 AND q.kind = 'email' AND q.compare_key = ?3)
    OR EXISTS (SELECT 1 FROM contact_points q
               JOIN contact_points w ON w.account_id = ?2 AND w.kind = q.kind
                                    AND w.compare_key = q.compare_key AND w.gone_at IS NULL
               WHERE q.account_id = ?1 AND q.gone_at IS NULL)
