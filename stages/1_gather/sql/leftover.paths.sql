-- leftover::read_paths, the files by their path that hold this one, a scan of a small table
SELECT path, bytes, changed_ns, is_whole FROM seen_files
WHERE EXISTS (SELECT 1 FROM json_each(parts) WHERE value = ?1)
