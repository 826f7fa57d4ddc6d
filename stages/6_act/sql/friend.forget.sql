-- referral/friend.rs, forget_friend(): one row, by the unique index on token.
UPDATE friends SET name = '', email = '', compare_key = '', forgotten_at = ?2
WHERE token = ?1 AND forgotten_at IS NULL
