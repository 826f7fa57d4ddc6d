-- versions.rs, keep_version(): at most one row, by the unique index on cell and version.
SELECT id, version, text FROM strategies WHERE cell = ?1 ORDER BY version DESC LIMIT 1
