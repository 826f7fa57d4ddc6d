-- referral/report.rs, read_links(): one row a link; share_visits by primary key.
SELECT s.id, COALESCE(a.merged_into, a.id), s.friend_id,
       COALESCE((SELECT SUM(v.opened) FROM share_visits v WHERE v.link_id = s.id AND v.day <= ?1), 0),
       COALESCE((SELECT SUM(v.previews) FROM share_visits v WHERE v.link_id = s.id AND v.day <= ?1), 0)
FROM share_links s
LEFT JOIN accounts a ON a.id = s.account_id
WHERE s.made_day <= ?1 AND (?2 IS NULL OR s.theme_id = ?2)
ORDER BY s.id
