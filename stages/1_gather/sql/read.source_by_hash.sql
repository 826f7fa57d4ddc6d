-- read::find_source, at most 1 row, by sources_once
SELECT id, complete FROM sources WHERE sha256 = ?1 AND undone_at IS NULL
