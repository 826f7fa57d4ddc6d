-- interaction.rs, undo_interaction(): 1 row, by primary key
UPDATE interactions SET undone_at = COALESCE(undone_at, ?2) WHERE id = ?1
