-- referral/friend.rs, refuse_a_flood(): one row, the friends of day ?1 by link ?2 and by all links, by
-- friends_by_day.
SELECT COUNT(*) FILTER (WHERE link_id = ?2), COUNT(*) FROM friends WHERE came_day = ?1
