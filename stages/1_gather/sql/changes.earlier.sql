-- changes::earlier_exports, one row an earlier export, by sources_by_layout
SELECT id FROM sources
WHERE layout = ?1 AND id <> ?2 AND complete = 1 AND undone_at IS NULL
ORDER BY id DESC
