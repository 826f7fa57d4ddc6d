-- opportunity/keep.rs, check_account(): one row where the account is there, by primary key
SELECT 1 FROM accounts WHERE id = ?1 AND gone_at IS NULL
