-- order/refund::find_refunded, 1 row, by primary key
UPDATE orders SET refund_of = ?2 WHERE id = ?1
