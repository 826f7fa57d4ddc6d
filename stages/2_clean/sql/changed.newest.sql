-- review/changed::Comparison::begin, 1 row, by primary key
SELECT COALESCE(MAX(id), 0) FROM accounts
