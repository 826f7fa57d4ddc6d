-- value_row.rs, count_front(): one row; how many the front of a list holds, by its primary key.
SELECT COUNT(*) FROM score_fronts WHERE list = ?1
