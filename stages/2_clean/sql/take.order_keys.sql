-- order/take::read_order_keys, one batch, by primary key
SELECT l.row_no, s.namespace, l.order_key
FROM received_lines l
JOIN sources s ON s.id = l.source_id
WHERE l.source_id = ?1 AND l.row_no > ?2
ORDER BY l.row_no
LIMIT ?3
