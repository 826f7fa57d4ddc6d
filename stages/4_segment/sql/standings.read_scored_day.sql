-- standings::read_scored_day; one row; primary key of score_runs backwards
SELECT as_of FROM score_runs ORDER BY id DESC LIMIT 1
