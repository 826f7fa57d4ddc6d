-- trigger/enter.rs, open(): at most one row, by campaigns_standing.
SELECT id FROM campaigns WHERE trigger_version_id = ?1 AND stopped_at IS NULL
