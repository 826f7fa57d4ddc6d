-- prints::write_prints; every block of the run before; the whole table
DELETE FROM score_prints
