-- opportunity/read.rs, read_opportunity_changes(): a few rows, by opportunity_changes_by_opportunity
SELECT id, title, value_minor, stage, expected_day, next_step, reason, day, undone_at IS NOT NULL
FROM opportunity_changes WHERE opportunity_id = ?1 ORDER BY id DESC
