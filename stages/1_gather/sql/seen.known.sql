-- seen::read_unchanged, at most 1 row, by primary key; none when an import of the file was taken back
SELECT f.sources
FROM seen_files f
WHERE f.path = ?1 AND f.bytes = ?2 AND f.changed_ns = ?3 AND f.is_whole = 1
  AND NOT EXISTS (SELECT 1 FROM json_each(f.sources) j
                  LEFT JOIN sources s ON s.id = j.value AND s.complete = 1 AND s.undone_at IS NULL
                  WHERE s.id IS NULL)
