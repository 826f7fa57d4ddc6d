-- call/render.rs, read_business(): at most one row, by primary key.
SELECT value FROM settings WHERE key = 'business'
