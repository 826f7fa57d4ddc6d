-- commit.rs, insert_touches(): one row.
INSERT INTO touches (campaign_id, step, channel, wait_days, expiry_days, template, unit_cost_minor)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
