-- referral/case.rs, read_friends(): one row a friend; links, accounts and referrals by their keys.
SELECT f.id, f.link_id, COALESCE(a.merged_into, a.id), s.friend_id, f.compare_key, f.name, f.came_day,
       f.valid_until, r.id, r.order_id
FROM friends f
JOIN share_links s ON s.id = f.link_id
LEFT JOIN accounts a ON a.id = s.account_id
LEFT JOIN referrals r ON r.friend_id = f.id AND r.ended_day IS NULL
WHERE f.came_day <= ?1
ORDER BY f.id
