-- customer.rs, read_customer(): the source rows behind one account, by links_by_account.
SELECT s.name, l.row_no, l.rule, s.id FROM links l JOIN sources s ON s.id = l.source_id
WHERE l.account_id = ?1 ORDER BY s.id, l.row_no LIMIT 20
