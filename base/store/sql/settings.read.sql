-- settings.rs, setting(): at most one row, by primary key.
SELECT value FROM settings WHERE key = ?1
