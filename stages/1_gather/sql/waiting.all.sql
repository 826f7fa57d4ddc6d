-- waiting::read_waiting, one row a file that waits, a scan of a small table
SELECT sha256, name, original, layout, names, asks, since FROM waiting_files ORDER BY since, name
