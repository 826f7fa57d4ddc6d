-- link/batch::read_accounts_by_key, at most 24 rows, by primary key
SELECT account_id FROM match_keys WHERE match_key = ?1 LIMIT 24
