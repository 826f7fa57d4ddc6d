-- loyalty/settle.rs, book_referrals(): one row for each referral without points; the table once.
SELECT r.id, r.from_account_id, r.day
FROM referrals r
WHERE r.ended_day IS NULL AND r.day BETWEEN ?1 AND ?2
  AND NOT EXISTS (SELECT 1 FROM points p WHERE p.kind = 'referral' AND p.about = r.id)
ORDER BY r.id
