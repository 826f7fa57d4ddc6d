-- loyalty/settle.rs, end_referrals(): one row for each referral that ended and has its points still;
-- the table once, points by their unique index.
SELECT r.id, p.account_id, p.points
FROM referrals r
JOIN points p ON p.kind = 'referral' AND p.about = r.id
WHERE r.ended_day IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM points q WHERE q.kind = 'referral_ended' AND q.about = r.id)
