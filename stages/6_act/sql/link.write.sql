-- referral/link.rs, make_within() and issue_links(): one row, none where the holder has such a link.
INSERT INTO share_links (token, theme_id, account_id, friend_id, made_day) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO NOTHING
