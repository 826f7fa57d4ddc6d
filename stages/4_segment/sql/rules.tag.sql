-- rules/members::read_text_fact; accounts with a label; one pass over tags
SELECT DISTINCT t.account_id
FROM tags AS t
WHERE lower(t.tag) = ?1 OR (?2 AND instr(lower(t.tag), ?1) > 0)
ORDER BY t.account_id
