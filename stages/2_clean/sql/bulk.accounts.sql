-- order/bulk::accounts_of_rows, every linked row of one source, by primary key
SELECT row_no, account_id FROM links WHERE source_id = ?1
