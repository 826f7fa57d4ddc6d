-- reminder/keep.rs, undo_reminder(): 1 row, by primary key
UPDATE reminder_changes SET undone_at = ?2 WHERE id = ?1 AND undone_at IS NULL
