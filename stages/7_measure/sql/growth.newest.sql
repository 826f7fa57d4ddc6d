-- growth.rs, read_growth(): at most one row, the end of the primary key.
SELECT body FROM growth ORDER BY as_of DESC LIMIT 1
