-- gap_read::read_gaps, 1 row, a scan of a small table
SELECT COUNT(*) FROM waiting_files
