-- customers.rs, count(): one row; every scored account, by the table's own count.
SELECT COUNT(*) FROM scores
