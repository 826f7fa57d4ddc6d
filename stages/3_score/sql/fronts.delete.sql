-- fronts::write; every row of the run before; the whole table
DELETE FROM score_fronts
