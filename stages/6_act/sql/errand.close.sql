-- errand.rs, close_errand(): one row, by primary key.
UPDATE errands SET done_at = ?2 WHERE id = ?1
