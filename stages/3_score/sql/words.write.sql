-- words::Words::write_new; one new row; primary key
INSERT INTO score_words (id, word) VALUES (?1, ?2)
