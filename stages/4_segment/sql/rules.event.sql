-- rules/members::read_happening; accounts with at least ?16 such events; one pass over events, in whose
-- place rules.call.sql or rules.contact.sql is put for what is not told by files alone
SELECT e.account_id
FROM events AS e
WHERE e.kind = ?1 AND e.day >= ?2 AND e.day <= ?3
  AND (?4 IS NULL OR e.until_day BETWEEN ?4 AND ?5)
  AND (?6 IS NULL OR lower(e.subject) = ?6 OR (?7 AND instr(lower(e.subject), ?6) > 0))
  AND (?8 IS NULL OR lower(e.detail) = ?8 OR (?9 AND instr(lower(e.detail), ?8) > 0))
  AND (?10 IS NULL OR e.quantity BETWEEN ?10 AND ?11)
  AND (?12 IS NULL OR e.minutes BETWEEN ?12 AND ?13)
  AND (?14 IS NULL OR e.amount_minor BETWEEN ?14 AND ?15)
GROUP BY e.account_id
HAVING COUNT(*) >= ?16
ORDER BY e.account_id
