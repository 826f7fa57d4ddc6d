-- rules/saved::read_segments; all, a few dozen; the unique name
SELECT id, name, rule, made_at FROM segments ORDER BY name
