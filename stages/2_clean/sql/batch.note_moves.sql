-- link/batch::join_accounts, the rows of one account, by links_by_account
INSERT OR IGNORE INTO moves (step_id, source_id, row_no, from_id, to_id)
SELECT ?1, source_id, row_no, ?2, ?3 FROM links WHERE account_id = ?2
