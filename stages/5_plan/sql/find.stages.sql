-- trigger/find.rs, find_occasions(): who came into a stage from another one, by memberships_entered;
-- the membership before by primary key.
SELECT m.account_id, m.from_day, NULL, m.value, NULL, NULL, '', '', m.from_day || ' ' || m.value
FROM memberships m INDEXED BY memberships_entered CROSS JOIN accounts a ON a.id = m.account_id
WHERE m.family = 'stage' AND m.until_day IS NULL
  AND m.from_day BETWEEN ?2 AND ?3 AND m.value IN rarray(?1)
  AND a.gone_at IS NULL AND a.kind IN ('firm', 'household')
  AND EXISTS (SELECT 1 FROM memberships b
              WHERE b.account_id = m.account_id AND b.family = 'stage' AND b.until_day <= m.from_day
                AND b.from_day < m.from_day)
ORDER BY m.from_day, m.account_id
