-- theme/keep.rs, list_themes(): one row a theme; the table once.
SELECT t.id, t.name, t.kind, t.title, t.text, t.picture, t.video, t.cells,
       COALESCE((SELECT s.token FROM share_links s
                 WHERE s.theme_id = t.id AND s.account_id IS NULL AND s.friend_id IS NULL), '')
FROM themes t
ORDER BY t.id DESC
