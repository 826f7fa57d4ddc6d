-- referral/settle.rs, credit(): one row, none where buyer or friend has a credit that stands.
INSERT INTO referrals (friend_id, link_id, from_account_id, to_account_id, order_id, day, credited_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT DO NOTHING
