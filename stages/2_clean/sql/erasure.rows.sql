-- reach/erasure::read_overdue, the rows of one account, by links_by_account
SELECT source_id, row_no FROM links WHERE account_id = ?1
