-- lines::of_range; the lines of a range of orders; primary key of order_lines, one pass
SELECT l.order_id, l.product, l.category, l.net_minor
FROM order_lines AS l
WHERE l.order_id >= ?1 AND l.order_id < ?2
ORDER BY l.order_id, l.line_no
