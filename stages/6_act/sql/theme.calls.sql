-- theme/opening.rs, read_theme(): one row; links of the theme by share_links_by_theme, errands by their
-- unique index.
SELECT COUNT(*) FROM share_links s
JOIN errands e ON e.kind = 'flyer' AND e.about = s.id
WHERE s.theme_id = ?1
