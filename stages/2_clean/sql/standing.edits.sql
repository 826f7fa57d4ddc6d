-- account/standing::read_edits, a few rows, by edits_by_account and accounts_merged
WITH RECURSIVE one (id) AS (
    SELECT ?1 UNION SELECT a.id FROM accounts a JOIN one ON a.merged_into = one.id
)
SELECT e.field, e.was, e.value, p.source_id, p.row_no, p.person_no
FROM edits e
JOIN one ON one.id = e.account_id
LEFT JOIN people p ON p.id = e.person_id
WHERE e.undone_at IS NULL
ORDER BY e.id
