-- rules/members::read_text_fact; accounts whose text is, or contains, a text; one pass over accounts.
-- The column is swapped for others of a few fixed texts before preparing.
SELECT a.id
FROM accounts AS a
WHERE lower(a.industry /*fact*/) = ?1 OR (?2 AND instr(lower(a.industry /*fact*/), ?1) > 0)
ORDER BY a.id
