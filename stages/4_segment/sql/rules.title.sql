-- rules/members::read_text_fact; accounts with a person of a title, its dot aside; one pass over people
SELECT DISTINCT p.account_id
FROM people AS p
WHERE p.gone_at IS NULL
  AND (rtrim(lower(p.title), '.') = ?1 OR (?2 AND instr(lower(p.title), ?1) > 0))
ORDER BY p.account_id
