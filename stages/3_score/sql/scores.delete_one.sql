-- scores::write_scores; one row; primary key
DELETE FROM scores WHERE account_id = ?1
