-- campaigns.rs, read_touches(): a few rows, by the unique index on campaign and step.
SELECT id, step, template FROM touches WHERE campaign_id = ?1 ORDER BY step
