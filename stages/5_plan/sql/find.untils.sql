-- trigger/find.rs, read_untils(): days that moved into view since the last look, by events_by_until,
-- and events after the mark, by primary key; the newest word on a thing stands.
SELECT e.account_id, e.until_day - ?2, e.until_day, e.subject, e.quantity, e.amount_minor, '', '',
       e.until_day || ' ' || e.subject
FROM (SELECT id FROM events
      WHERE until_day BETWEEN MAX(?4 + 1 + ?2, ?3) AND ?3 + ?2 AND kind IN rarray(?1)
      UNION
      SELECT id FROM events
      WHERE id > ?5 AND +until_day BETWEEN ?3 AND ?3 + ?2 AND kind IN rarray(?1)) n
JOIN events e ON e.id = n.id
JOIN accounts a ON a.id = e.account_id
WHERE e.until_day - ?2 >= ?6 AND a.gone_at IS NULL AND a.kind IN ('firm', 'household')
  AND NOT (lower(e.detail) LIKE '%cancel%' OR lower(e.detail) LIKE '%ndigt%')
  AND NOT EXISTS (SELECT 1 FROM events l
                  WHERE l.account_id = e.account_id AND l.kind = e.kind AND l.subject = e.subject
                    AND (l.day > e.day OR (l.day = e.day AND l.id > e.id)))
ORDER BY e.until_day, e.id
