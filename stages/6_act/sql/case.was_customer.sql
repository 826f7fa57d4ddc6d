-- referral/case.rs, was_customer(): one row; orders by orders_by_account, addresses by contact_points_by_key.
SELECT EXISTS (SELECT 1 FROM orders o
               WHERE o.account_id = ?1 AND o.day < ?2 AND o.status = 'kept')
    OR EXISTS (SELECT 1 FROM contact_points q
               JOIN orders o ON o.account_id = q.account_id AND o.day < ?2 AND o.status = 'kept'
               WHERE q.kind = 'email' AND q.compare_key = ?3 AND ?3 <> '')
