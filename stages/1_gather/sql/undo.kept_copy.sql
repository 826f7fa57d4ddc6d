-- undo::import_again, at most 1 row, by primary key
SELECT name, sha256, original, layout FROM sources WHERE id = ?1 AND undone_at IS NOT NULL
