-- link/series::decide_series, at most 1 row, by primary key
SELECT name FROM number_series WHERE source_id = ?1
