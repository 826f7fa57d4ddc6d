-- step/undo::undo_edits, a few rows, by edits_by_step
UPDATE edits SET undone_at = ?2 WHERE step_id = ?1
