-- opportunity/keep.rs, undo_opportunity(): 1 row, by primary key
UPDATE opportunity_changes SET undone_at = ?2 WHERE id = ?1 AND undone_at IS NULL
