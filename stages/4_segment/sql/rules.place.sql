-- rules/members::read_text_fact; accounts with a living postal address of a place; one pass over
-- contact_points. The column is swapped for another of a few fixed texts before preparing.
SELECT DISTINCT c.account_id
FROM contact_points AS c
WHERE c.kind = 'post' AND c.gone_at IS NULL
  AND (lower(c.city /*fact*/) = ?1 OR (?2 AND instr(lower(c.city /*fact*/), ?1) > 0))
ORDER BY c.account_id
