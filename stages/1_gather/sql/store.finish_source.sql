-- store::finish_source, 1 row, by primary key
UPDATE sources
SET row_count = ?2, problem_count = ?3, amount_minor = ?4, amount_exact = ?5, differences = ?6,
    currency = ?7, first_day = ?8, last_day = ?9, replaces = ?10, changes = ?11, months = ?12, complete = 1
WHERE id = ?1
