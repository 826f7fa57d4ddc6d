-- order/product::Products::read, one row an article and file, by primary keys; the newest file last
SELECT s.namespace, p.product_key, COALESCE(p.product, ''),
       COALESCE(p.category,
                (SELECT c.category FROM received_products c
                 JOIN sources t ON t.id = c.source_id
                 WHERE t.kind = 'categories' AND t.complete = 1 AND t.undone_at IS NULL
                   AND t.namespace = s.namespace AND c.category_key = p.category_key
                 ORDER BY c.source_id DESC LIMIT 1), ''),
       p.cost_minor
FROM received_products p
JOIN sources s ON s.id = p.source_id
WHERE s.kind = 'products' AND s.complete = 1 AND s.undone_at IS NULL AND p.product_key <> ''
ORDER BY p.source_id, p.row_no
