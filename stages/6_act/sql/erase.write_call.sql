-- erase.rs, erase_calls(): one row, by primary key.
UPDATE call_results SET note = ?2, answers = ?3 WHERE id = ?1
