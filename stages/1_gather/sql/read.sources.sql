-- read::read_sources, one row an import, by primary key backwards
SELECT id, name, kind, encoding, row_count, problem_count, amount_minor, amount_exact, differences,
       currency, first_day, last_day, imported_at, undone_at, mapping, replaces, changes
FROM sources
WHERE complete = 1
ORDER BY id DESC
