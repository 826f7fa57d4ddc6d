-- referral/friend.rs, write_friend(): one row, none where the address has a code from this link.
INSERT INTO friends (link_id, token, code, name, email, compare_key, percent, came_day, valid_until, agreed_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT DO NOTHING
