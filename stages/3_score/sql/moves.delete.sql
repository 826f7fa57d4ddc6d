-- moves::write_moves; every row of the run before; the whole table
DELETE FROM score_moves
