-- run::orders_to_build, the order files taken in before, by primary keys
SELECT s.id, s.name, s.kind, s.namespace
FROM sources s
JOIN cleaned_sources c ON c.source_id = s.id
WHERE s.kind IN ('order_lines', 'orders') AND s.undone_at IS NULL
ORDER BY s.id
