-- lines::of_all; one row; the ends of the primary key
SELECT COALESCE((SELECT MIN(order_id) FROM order_lines), 0),
       COALESCE((SELECT MAX(order_id) FROM order_lines), -1)
