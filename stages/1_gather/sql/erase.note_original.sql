-- erase::replace_original, the imports of one file, a scan of a small table
UPDATE sources SET original = ?2 WHERE sha256 = ?1
