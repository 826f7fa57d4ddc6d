-- order/rebuild::remove_order, hardly any, by orders_by_refund_of
UPDATE orders SET refund_of = NULL WHERE refund_of = ?1
