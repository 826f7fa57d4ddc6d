-- order/rebuild::write_order and remove_order, the lines of one order, by primary key
DELETE FROM order_lines WHERE order_id = ?1
