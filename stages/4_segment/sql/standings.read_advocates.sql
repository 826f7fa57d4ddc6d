-- standings::raise_advocates; one row for each customer with a referral that stands; the table once
SELECT DISTINCT COALESCE(a.merged_into, a.id)
FROM referrals AS r
JOIN accounts AS a ON a.id = r.from_account_id
WHERE r.ended_day IS NULL AND r.day <= ?1
