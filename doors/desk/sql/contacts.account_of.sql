-- work/contacts.rs, account_of(): one row, the account of the only row of a source, as it is now; by
-- primary keys
SELECT COALESCE(a.merged_into, a.id) FROM links l JOIN accounts a ON a.id = l.account_id
WHERE l.source_id = ?1 AND l.row_no = 1
