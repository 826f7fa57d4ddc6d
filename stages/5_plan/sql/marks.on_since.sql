-- trigger/marks.rs, read_on_since(): at most one row, by primary key.
SELECT on_since FROM triggers WHERE name = ?1 AND is_on = 1
