-- order/take::keys_apart, 1 row, by orders_by_source and the sources
SELECT EXISTS (SELECT 1 FROM orders WHERE source_id = ?1),
       (SELECT row_count FROM sources WHERE id = ?1),
       (SELECT COALESCE(SUM(row_count), 0) FROM sources
        WHERE namespace = ?2 AND id <> ?1 AND kind IN ('order_lines', 'orders'))
