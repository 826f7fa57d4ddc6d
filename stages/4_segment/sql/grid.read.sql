-- grid::read_grid; at most one row per value of a family; primary key
SELECT value, accounts, past_value_minor, expected_value_minor
FROM membership_totals
WHERE family = ?1
