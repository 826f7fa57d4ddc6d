-- lines::of_orders; the lines of some orders, which rise; primary key of order_lines
SELECT l.order_id, l.product, l.category, l.net_minor
FROM rarray(?1) AS batch
CROSS JOIN order_lines AS l ON l.order_id = batch.value
