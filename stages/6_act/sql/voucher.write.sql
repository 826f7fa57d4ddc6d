-- loyalty/redeem.rs, redeem_points(): one row.
INSERT INTO vouchers (account_id, request, points, worth_minor, code, perk, made_day, valid_until)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
