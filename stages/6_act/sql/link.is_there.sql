-- referral/link.rs, make_within(): one row, by primary key.
SELECT EXISTS (SELECT 1 FROM accounts WHERE id = ?1 AND gone_at IS NULL)
