-- referral/friend.rs, find_friend(): at most one row, by the unique index on token.
SELECT f.id, f.name, f.percent, f.code, f.valid_until,
       COALESCE((SELECT s.token FROM share_links s WHERE s.friend_id = f.id), ''),
       f.forgotten_at IS NOT NULL,
       (SELECT s.theme_id IS NOT NULL FROM share_links s WHERE s.id = f.link_id)
FROM friends f
WHERE f.token = ?1
