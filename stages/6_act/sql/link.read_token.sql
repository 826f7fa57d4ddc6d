-- referral/link.rs, make_within() and link_token_of(): at most one row, by one of three unique indexes.
SELECT token FROM share_links
WHERE account_id = ?1 AND account_id IS NOT NULL AND COALESCE(theme_id, 0) = COALESCE(?3, 0)
UNION ALL
SELECT token FROM share_links WHERE friend_id = ?2 AND friend_id IS NOT NULL
UNION ALL
SELECT token FROM share_links
WHERE ?1 IS NULL AND ?2 IS NULL AND theme_id = ?3 AND account_id IS NULL AND friend_id IS NULL
