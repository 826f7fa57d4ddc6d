-- rules/members::read_text_fact; accounts in a value segment or stage now; memberships_now
SELECT DISTINCT m.account_id
FROM memberships AS m
WHERE m.family = ?3 AND m.until_day IS NULL
  AND (lower(m.value) = ?1 OR (?2 AND instr(lower(m.value), ?1) > 0))
ORDER BY m.account_id
