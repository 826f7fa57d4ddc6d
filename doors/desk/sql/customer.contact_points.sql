-- customer.rs, read_customer(): the contact points of one account, by contact_points_by_account.
SELECT k.kind, k.value, k.state,
       EXISTS (SELECT 1 FROM suppressions s WHERE s.compare_key = k.compare_key
               AND s.channel = CASE k.kind WHEN 'post' THEN 'letter' WHEN 'phone' THEN 'call' ELSE k.kind END)
FROM contact_points k WHERE k.account_id = ?1 AND k.gone_at IS NULL ORDER BY k.kind, k.id
