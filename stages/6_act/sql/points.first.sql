-- loyalty/standing.rs, read_loyalty(): the ten accounts that hold most; one pass over points.
SELECT b.id,
       COALESCE(NULLIF(b.name, ''),
                (SELECT NULLIF(TRIM(p.first_name || ' ' || p.last_name), '') FROM people p
                 WHERE p.account_id = b.id AND p.gone_at IS NULL ORDER BY p.id LIMIT 1),
                'Customer ' || b.id),
       s.points
FROM (SELECT COALESCE(a.merged_into, a.id) AS account_id, SUM(p.points) AS points
      FROM points p JOIN accounts a ON a.id = p.account_id
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10) s
JOIN accounts b ON b.id = s.account_id
WHERE s.points > 0
ORDER BY s.points DESC, b.id
