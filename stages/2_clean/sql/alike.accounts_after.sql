-- review/alike::accounts_after, the accounts that are new, by primary key
SELECT id FROM accounts WHERE id > ?1 AND gone_at IS NULL
