-- figures::read_figures; one row; primary key backwards
SELECT figures FROM score_runs ORDER BY id DESC LIMIT 1
