-- loyalty/settle.rs, expire(): one row for each account that earned points up to that day; one pass.
SELECT COALESCE(a.merged_into, a.id) AS account_id,
       SUM(IIF(p.kind IN ('order', 'referral') AND p.day <= ?1, p.points, 0)) AS earned,
       -SUM(IIF(p.kind IN ('order', 'referral'), 0, p.points))
FROM points p
JOIN accounts a ON a.id = p.account_id
GROUP BY 1
HAVING earned > 0
