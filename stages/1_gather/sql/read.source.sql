-- read::read_receipt, 1 row, by primary key
SELECT id, name, kind, encoding, row_count, problem_count, amount_minor, amount_exact, differences,
       currency, first_day, last_day, imported_at, undone_at, mapping, replaces, changes
FROM sources
WHERE id = ?1 AND complete = 1
