-- today.rs, newest_day(): one row; the last day any source speaks of.
SELECT MAX(last_day) FROM sources WHERE undone_at IS NULL AND complete = 1
