-- leftover::remove_refused, at most 1 row, a scan of a small table and by primary key
SELECT 1 WHERE EXISTS (SELECT 1 FROM sources WHERE sha256 = ?1)
            OR EXISTS (SELECT 1 FROM waiting_files WHERE sha256 = ?1)
