-- trigger/enter.rs, open(): a few rows, by the unique index on campaign and step.
SELECT id FROM touches WHERE campaign_id = ?1 ORDER BY step
