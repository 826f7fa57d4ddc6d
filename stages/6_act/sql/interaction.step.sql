-- interaction.rs, undo_interaction(): one row, by primary key
SELECT step_id FROM interactions WHERE id = ?1
