-- errand.rs, withdraw_errand(): at most one row, by the unique index on kind and about.
UPDATE errands SET done_at = '', outcome = ?3 WHERE kind = ?1 AND about = ?2 AND done_at IS NULL
