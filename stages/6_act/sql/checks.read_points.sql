-- checks.rs, read_points(): a few rows an account, by contact_points_by_account.
SELECT q.account_id, q.person_id, q.value, q.street, q.city, q.region, q.postcode, q.country,
       q.state, q.id,
       EXISTS (SELECT 1 FROM suppressions s
               WHERE s.channel IN (?2, ?3) AND s.compare_key = q.compare_key)
FROM (SELECT DISTINCT value FROM rarray(?1)) wanted
CROSS JOIN contact_points q ON q.account_id = wanted.value AND q.kind = ?2
WHERE q.gone_at IS NULL
ORDER BY q.account_id, q.id
