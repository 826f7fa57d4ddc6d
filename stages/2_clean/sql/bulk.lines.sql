-- order/bulk::build_batches, every line of one source in order, by primary key
SELECT row_no, order_key, party_row, day, channel, currency, code, status, product_key, product,
       category, quantity, net_minor, cost_minor, shipping_minor
FROM received_lines
WHERE source_id = ?1
ORDER BY row_no
