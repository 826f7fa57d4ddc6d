-- rules/members::read_happening; accounts with at least ?16 such calls, told by a file or made here;
-- one pass over events and one over call_results
SELECT c.account_id
FROM (SELECT e.account_id, e.kind, e.day, e.until_day, e.subject, e.detail, e.quantity, e.minutes,
             e.amount_minor
      FROM events AS e
      UNION ALL
      SELECT l.account_id, 'call', r.day, NULL, r.outcome, r.note, NULL, NULL, NULL
      FROM call_results AS r
      JOIN ledger AS l ON l.id = r.planned_touch_id) AS c
WHERE c.kind = ?1 AND c.day >= ?2 AND c.day <= ?3
  AND (?4 IS NULL OR c.until_day BETWEEN ?4 AND ?5)
  AND (?6 IS NULL OR lower(c.subject) = ?6 OR (?7 AND instr(lower(c.subject), ?6) > 0))
  AND (?8 IS NULL OR lower(c.detail) = ?8 OR (?9 AND instr(lower(c.detail), ?8) > 0))
  AND (?10 IS NULL OR c.quantity BETWEEN ?10 AND ?11)
  AND (?12 IS NULL OR c.minutes BETWEEN ?12 AND ?13)
  AND (?14 IS NULL OR c.amount_minor BETWEEN ?14 AND ?15)
GROUP BY c.account_id
HAVING COUNT(*) >= ?16
ORDER BY c.account_id
