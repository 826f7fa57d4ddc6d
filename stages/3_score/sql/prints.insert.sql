-- prints::write_prints; one block; primary key, in rising order
INSERT INTO score_prints (first_account, body) VALUES (?1, ?2)
