-- rules/saved::segment_named; at most one row; the unique name
SELECT id, name, rule, made_at FROM segments WHERE name = ?1 COLLATE NOCASE
