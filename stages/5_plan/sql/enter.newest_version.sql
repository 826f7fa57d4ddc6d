-- trigger/enter.rs, write_version(): at most one row, by the unique index on name and version.
SELECT id, version, text FROM trigger_versions WHERE name = ?1 ORDER BY version DESC LIMIT 1
