-- undo::undo, 1 row, by primary key
UPDATE sources SET undone_at = COALESCE(undone_at, ?2) WHERE id = ?1 AND complete = 1
