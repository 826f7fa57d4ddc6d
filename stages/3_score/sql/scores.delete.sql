-- scores::write_scores; every row of the run before; the whole table
DELETE FROM scores
