-- moves::write_moves; one row; primary key
DELETE FROM score_moves WHERE account_id = ?1
