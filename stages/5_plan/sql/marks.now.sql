-- trigger/marks.rs, now(): one row, the ends of three primary keys.
SELECT (SELECT COALESCE(MAX(id), 0) FROM events), (SELECT COALESCE(MAX(id), 0) FROM orders),
       (SELECT COALESCE(MAX(id), 0) FROM accounts)
