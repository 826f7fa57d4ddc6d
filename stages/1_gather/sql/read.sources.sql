-- read::read_sources, one row an imported file, by primary key backwards; what was typed in by hand has
-- a list of its own
SELECT id, name, kind, encoding, row_count, problem_count, amount_minor, amount_exact, differences,
       currency, first_day, last_day, imported_at, undone_at, mapping, replaces, changes
FROM sources
WHERE complete = 1 AND layout NOT IN ('by_hand', 'lead_form')
ORDER BY id DESC
