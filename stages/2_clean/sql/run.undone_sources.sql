-- run::clean, the sources taken back since the last run, by primary keys
SELECT s.id, s.name, s.kind, s.namespace
FROM sources s
WHERE s.undone_at IS NOT NULL
  AND (EXISTS (SELECT 1 FROM cleaned_sources c WHERE c.source_id = s.id)
       OR EXISTS (SELECT 1 FROM links l WHERE l.source_id = s.id)
       OR EXISTS (SELECT 1 FROM orders o WHERE o.source_id = s.id AND o.status <> 'cancelled'))
ORDER BY s.id
