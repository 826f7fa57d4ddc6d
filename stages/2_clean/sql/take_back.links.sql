-- take_back::links_of, the links of one account, by links_by_account
SELECT source_id, row_no, founded FROM links WHERE account_id = ?1 ORDER BY source_id, row_no
