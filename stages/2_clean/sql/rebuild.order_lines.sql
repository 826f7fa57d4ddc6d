-- order/rebuild::read_order, the lines of one order, by primary key
SELECT product_key, product, category, quantity, net_minor, cost_minor, source_id, row_no
FROM order_lines
WHERE order_id = ?1
ORDER BY line_no
