-- theme/keep.rs, find_theme(): at most one row, by primary key.
SELECT t.id, t.name, t.kind, t.title, t.text, t.picture, t.video, t.cells,
       COALESCE((SELECT s.token FROM share_links s
                 WHERE s.theme_id = t.id AND s.account_id IS NULL AND s.friend_id IS NULL), '')
FROM themes t
WHERE t.id = ?1
