-- order/take::keys_apart, every line of the other sources of a namespace, by primary key
SELECT l.order_key
FROM sources s
CROSS JOIN received_lines l ON l.source_id = s.id
WHERE s.namespace = ?2 AND s.id <> ?1
