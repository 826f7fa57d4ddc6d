-- referral/link.rs, make_within() and issue_links(): one row, none where the holder has a link.
INSERT INTO share_links (token, account_id, friend_id, made_day) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT DO NOTHING
