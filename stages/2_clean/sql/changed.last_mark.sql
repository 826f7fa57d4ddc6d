-- review/changed::Comparison::begin, 1 row, by primary key
SELECT COALESCE(MAX(mark), 0) FROM looks_changed
