-- step/undo::undo_edits, a few rows, by edits_by_step
SELECT DISTINCT account_id FROM edits WHERE step_id = ?1
