-- link/batch::join_accounts, a few rows, by match_keys_by_account; the other keeps its own, so that
-- it is found again when the two part
INSERT OR IGNORE INTO match_keys (match_key, account_id)
SELECT match_key, ?1 FROM match_keys WHERE account_id = ?2
