-- batch::read_tastes; the lines of one batch of orders; primary key of order_lines
SELECT l.order_id, l.line_no, l.product, l.category, l.net_minor
FROM rarray(?1) AS batch
CROSS JOIN order_lines AS l ON l.order_id = batch.value
