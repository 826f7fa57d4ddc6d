-- versions.rs, read_versions(): a few rows, by the unique index on cell and version.
SELECT version, used_from, text FROM strategies WHERE cell = ?1 ORDER BY version DESC
