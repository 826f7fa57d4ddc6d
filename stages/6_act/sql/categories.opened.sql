-- theme/categories.rs, read_change(): one row for each customer who opened the own link, with the first
-- day; links by share_links_by_theme.
SELECT COALESCE(a.merged_into, a.id), MIN(v.day)
FROM share_links s
JOIN accounts a ON a.id = s.account_id
JOIN share_visits v ON v.link_id = s.id AND v.opened > 0 AND v.via = '' AND v.day <= ?2
WHERE s.theme_id = ?1
GROUP BY 1
