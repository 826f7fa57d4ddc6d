-- rules/members::read_everybody; living accounts of a kind that is never scored, whose kind is, or
-- contains, a text; one pass over accounts
SELECT a.id
FROM accounts AS a
WHERE a.gone_at IS NULL AND a.kind IN ('staff', 'vendor', 'partner')
  AND (lower(a.kind) = ?1 OR (?2 AND instr(lower(a.kind), ?1) > 0))
ORDER BY a.id
