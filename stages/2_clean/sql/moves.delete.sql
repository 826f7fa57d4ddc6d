-- step/moves::move_back, the rows of one account, by primary key
DELETE FROM moves WHERE step_id = ?1 AND from_id = ?2
