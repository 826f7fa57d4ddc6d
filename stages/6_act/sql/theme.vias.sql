-- theme/opening.rs, read_vias(): at most one row a way; links by share_links_by_theme.
SELECT v.via, SUM(v.opened) FROM share_links s
JOIN share_visits v ON v.link_id = s.id AND v.day <= ?2
WHERE s.theme_id = ?1
GROUP BY v.via HAVING SUM(v.opened) > 0
ORDER BY 2 DESC, 1
