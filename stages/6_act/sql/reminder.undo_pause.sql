-- reminder/cadence.rs, undo_pause(): 1 row, by primary key
UPDATE cadence_pauses SET undone_at = COALESCE(undone_at, ?2) WHERE id = ?1
