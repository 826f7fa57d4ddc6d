-- seen::is_taken_back, 1 row, by primary key; what was brought in again since is not taken back
SELECT EXISTS (SELECT 1 FROM seen_files f, json_each(f.sources) j
               JOIN sources s ON s.id = j.value AND s.undone_at IS NOT NULL
               WHERE f.path = ?1 AND f.bytes = ?2 AND f.changed_ns = ?3
                 AND NOT EXISTS (SELECT 1 FROM sources again
                                 WHERE again.sha256 = s.sha256 AND again.undone_at IS NULL))
