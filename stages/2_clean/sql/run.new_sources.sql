-- run::clean, the sources not taken in yet, by primary keys; contacts first, so that orders find them
SELECT s.id, s.name, s.kind, s.namespace
FROM sources s
WHERE s.complete = 1 AND s.undone_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM cleaned_sources c WHERE c.source_id = s.id)
ORDER BY CASE s.kind WHEN 'parties' THEN 0 ELSE 1 END, s.id
