-- leftover::read_paths, one row a file that was read by its path, a scan of a small table
SELECT path, bytes, changed_ns, sources FROM seen_files
