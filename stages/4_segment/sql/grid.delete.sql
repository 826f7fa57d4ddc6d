-- grid::write_grid; 34 rows; the whole table
DELETE FROM membership_totals
