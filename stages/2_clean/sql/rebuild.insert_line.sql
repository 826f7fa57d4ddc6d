-- order/rebuild::write_lines, 1 row, by primary key
INSERT INTO order_lines
    (order_id, line_no, product_key, product, category, quantity, net_minor, cost_minor, source_id,
     row_no)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
