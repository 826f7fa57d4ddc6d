-- order/take::keys_apart, every line of one source in order, by primary key
SELECT order_key FROM received_lines WHERE source_id = ?1 ORDER BY row_no
