-- fronts::write; one row; primary key, in rising order
INSERT INTO score_fronts (list, value, account_id) VALUES (?1, ?2, ?3)
