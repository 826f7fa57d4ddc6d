-- theme/keep.rs, save_theme(): the number of the one row written; none where the name is taken.
INSERT INTO themes (id, name, kind, title, text, picture, video, cells, from_day, made_at)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
WHERE NOT EXISTS (SELECT 1 FROM themes WHERE name = ?2 AND id IS NOT ?1)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, title = excluded.title,
    text = excluded.text, picture = excluded.picture, video = excluded.video, cells = excluded.cells
RETURNING id
