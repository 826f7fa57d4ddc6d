-- rules/saved::write_segment; one row; the unique name
INSERT INTO segments (name, rule, made_at) VALUES (?1, ?2, ?3)
ON CONFLICT (name) DO UPDATE SET rule = excluded.rule, made_at = excluded.made_at
RETURNING id
