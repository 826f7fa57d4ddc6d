-- customers.rs, list(): one row; the same conditions as customers.list.sql without the page.
SELECT COUNT(*)
FROM scores s
JOIN accounts a ON a.id = s.account_id AND a.gone_at IS NULL
LEFT JOIN memberships c ON c.account_id = s.account_id AND c.family = 'cell' AND c.until_day IS NULL
LEFT JOIN memberships g ON g.account_id = s.account_id AND g.family = 'stage' AND g.until_day IS NULL
WHERE (?1 IS NULL OR c.value = ?1)
  AND (?2 IS NULL OR g.value = ?2)
  AND (?3 IS NULL OR a.name LIKE ?3 ESCAPE '\' OR a.number = ?4 OR EXISTS (
        SELECT 1 FROM contact_points k
        WHERE k.account_id = s.account_id AND (k.compare_key = ?4 OR k.value LIKE ?3 ESCAPE '\')))
