-- order/rebuild::read_lines, the lines of one order, by received_lines_by_order and primary keys
SELECT l.source_id, s.kind = 'order_lines', l.row_no, l.party_row, l.day, COALESCE(l.channel, ''),
       COALESCE(l.currency, ''), COALESCE(l.code, ''), COALESCE(l.status, ''),
       COALESCE(l.product_key, ''), COALESCE(l.product, ''), COALESCE(l.category, ''), l.quantity,
       l.net_minor, l.cost_minor, l.shipping_minor, s.complete = 1 AND s.undone_at IS NULL,
       s.layout,
       l.row_no IN ((SELECT MIN(m.row_no) FROM received_lines m WHERE m.source_id = l.source_id),
                    (SELECT MAX(m.row_no) FROM received_lines m WHERE m.source_id = l.source_id))
FROM received_lines l
JOIN sources s ON s.id = l.source_id
WHERE l.order_key = ?1 AND s.namespace = ?2
ORDER BY l.source_id, l.row_no
