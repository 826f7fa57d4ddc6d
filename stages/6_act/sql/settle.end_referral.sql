-- referral/settle.rs, end_credit(): one row, by primary key.
UPDATE referrals SET ended_day = ?2, ended_why = ?3 WHERE id = ?1 AND ended_day IS NULL
