-- link/series::decide_series, 1 row, by primary key
INSERT INTO number_series (source_id, name) VALUES (?1, ?2)
